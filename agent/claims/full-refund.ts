import { clausesOf } from "./plain-text.ts";

/** Does a plain sentence tell the guest that she gets everything back, or may cancel for nothing? A condition makes it a rule. */
export function claimsAllBack(sentence: string): boolean {
  if (!mayClaimAllBack(sentence)) return false;
  return clausesOf(sentence).some(({ text, asked }, index, all) => {
    const match = asked ? null : claim.exec(text);
    if (!match) return false;
    const conditional = all.slice(0, index + 1).some((clause) => condition.test(clause.text));
    const later = /^.{0,80}\b(?:if|unless|when|as long as|provided)\b/i.test(
      text.slice(match.index + match[0].length),
    );
    return !conditional && !later && !denied.test(text.slice(0, match.index + match[0].length));
  });
}

export const mayClaimAllBack = (text: string): boolean => trigger.test(text);

const addressed =
  "(?:you(?:'ll| will| would|'re| are|'d)?|i(?:'ve| have|'ll| will)?|we(?:'ve| have|'ll| will)?|your (?:booking|stay|refund|reservation|cancellation)|this|it|that)(?:'s)?";
const claim = new RegExp(
  String.raw`\b${addressed}\s+(?:\S+\s+){0,5}?(?:full|complete|100\s?%|total) (?:refund|reimbursement)\b|\b(?:refunded|reimbursed|refund|credited|back) (?:you |your \S+ )?(?:in full|completely|fully)\b|\bfully (?:refunded|reimbursed|refundable)\b|\b(?:all|everything)(?: of)?(?: (?:your|the) money| (?:that )?you paid)\b.{0,30}\bback\b|\b(?:get|receive|have)\b (?:all|everything)\b(?: of)?(?: your money| you paid| that you paid| of it)? back\b|\b(?:cancell?(?:ing|ation)?\b.{0,30}(?:free of charge|for free|at no (?:cost|charge)|costs? nothing)|free cancellation)|(?<!\p{L})(?:volle rückerstattung|vollständig (?:erstattet|zurück)|kostenlos stornier\p{L}*|remboursement (?:intégral|complet|total)|intégralement remboursée?s?|reembolso (?:completo|total|íntegro|integral)|rimborso (?:completo|totale|integrale)|volledige (?:terugbetaling|restitutie)|volledig terugbetaald)(?!\p{L})|全额退款|全额退还|全部退还`,
  "iu",
);
const condition =
  /\b(?:if|unless|whether|when|as long as|provided|policy|in case|within \d|until \d|(?:less|more) than|up to)\b|(?<!\p{L})(?:wenn|falls|sofern|si|quand|cuando|se|quando|als|indien)(?!\p{L})|如果|若/iu;
const denied =
  /\b(?:not|[a-z]+n't|cannot|no|non|never|nothing)\b|(?<!\p{L})(?:nicht|keine?n?|pas|aucun|não|nenhum|niet|geen)(?!\p{L})|不|没|无/iu;

const trigger =
  /\b(?:full|fully|complete|completely|total|everything|all (?:of )?(?:your|the) money|for free|free of|free cancel|at no)\b|(?<!\p{L})(?:volle|vollständig|kostenlos|intégral\p{L}*|complet|completo|íntegro|integral\p{L}*|totale?|volledige?)(?!\p{L})|全额|全部/iu;
