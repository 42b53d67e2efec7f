export type OtherLanguage = "de" | "fr" | "es" | "pt" | "unknown";

/**
 * The language of a message when it is clearly not English, else null. By counts of the small words every sentence has; names of
 * places and one borrowed word do not decide. Other scripts are "unknown".
 */
export function otherLanguage(text: string): OtherLanguage | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= 2 && latin < letters / 2) return "unknown";
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (list: ReadonlySet<string>) => words.filter((word) => list.has(word)).length;
  const english = count(smallWords.en);
  const [best] = others
    .map((language) => ({ language, hits: count(smallWords[language]) }))
    .sort((a, b) => b.hits - a.hits);
  const needed = words.length <= 4 ? 1 : 2;
  return best && best.hits >= needed && best.hits > english ? best.language : null;
}

const others = ["de", "fr", "es", "pt"] as const;

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that two of the languages share with English ("me", "no", "was", "die", "on", "as", "do", "is", "a", "in", "am", "was") are left out of the others. */
const smallWords = {
  en: set(`a an the and or but i you we they he she it my your our me is are was be been do does did have has had can could will would
    should to of in on at for from with about how what when where which who why this that there not no yes please if any all just get`),
  de: set(`ich du er sie wir ihr mein meine meinen meiner meinem dein ihre unser der das den dem des ein eine einen einem einer und oder aber
    nicht ist sind bin habe haben hat kann können könnte möchte will muss mit für von zu zum zur auf aus bei nach wie wo wann warum
    wieviel bitte danke hallo guten tag morgen noch schon auch wenn dass es gibt buchung stornieren`),
  fr: set(`je tu il elle nous vous ils mon ma mes votre vos notre le les des du un une et ou mais pas est sont suis ai avez avons peux
    peut puis voudrais veux dois pour avec dans sur chez comment où quand pourquoi combien quel quelle bonjour merci salut svp ce cette
    que qui réservation annuler remboursement`),
  es: set(`yo tú usted nosotros mi mis su sus nuestra nuestro el los las un una unos y o pero es está son estoy tengo tiene puedo puede
    quiero quisiera necesito para con por en del al cómo como dónde donde cuándo cuando cuánto qué que hola gracias buenos buenas días
    favor si sí reserva cancelar mañana`),
  pt: set(`eu você nós meu minha meus minhas seu sua nossa nosso os um uma uns umas e ou mas é está são estou tenho tem posso pode quero
    gostaria preciso para com por em do da dos das no na não sim como onde quando quanto que olá obrigado obrigada bom boa dia tarde
    noite favor reserva cancelar`),
};
