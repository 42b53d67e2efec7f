/**
 * What a word of completion says was done. "book" is any booking there is ("You have booked Lisbon"), "book-new" one that we are said to have made: a
 * guest with other bookings has not therefore got this one. "settle" is any word that money or a request went its way; "any" is a bare "Done!".
 */
export type Deed =
  | "cancel"
  | "refund"
  | "book"
  | "book-new"
  | "confirm"
  | "change"
  | "charge"
  | "waive"
  | "upgrade"
  | "settle"
  | "tell"
  /** Goodwill that a person of staff gave. */
  | "credit"
  | "any";

/** The English words of completion. */
const english: [Deed, string][] = [
  [
    "credit",
    "(?:given|gave|granted|issued|awarded|added|applied|put) (?:(?!credit)\\S+ ){0,5}credit(?! card)s?",
  ],
  ["cancel", "cancell?ed|voided|annulled|revoked|terminated|called off|deleted"],
  [
    "refund",
    "refunded|reimbursed|returned|credited|repaid|compensated|reversed|transferred|paid (?:you )?(?:back|out)|(?:sent|given|gave|put) (?:it |you |(?:your|the) money )?back|sent (?:your|the) (?:money|refund)|money back",
  ],
  ["book", "booked|reserved"],
  ["confirm", "confirmed"],
  ["change", "changed|rebooked|updated|modified|amended|extended|moved|shortened|rescheduled|removed|added"],
  ["charge", "charged"],
  ["waive", "waived"],
  ["upgrade", "upgraded"],
  [
    "settle",
    "processed|issued|approved|completed|submitted|resolved|settled|finali[sz]ed|initiated|triggered|granted|arranged|released|sorted|fixed",
  ],
  ["tell", "escalated|forwarded|notified|informed|contacted|e-?mailed"],
];

/** Any English word of completion. */
export const doneWord = english.map(([, words]) => words).join("|");

const deeds: [Deed, RegExp][] = english.map(([deed, words]) => [deed, new RegExp(`^(?:${words})$`, "i")]);

export const deedOf = (word: string): Deed => deeds.find(([, pattern]) => pattern.test(word))?.[0] ?? "any";

/**
 * Other languages: a word of completion is a claim when an auxiliary of the past stands in its clause and nothing before it denies it,
 * makes it conditional or puts it into the future. `past` holds forms that need no auxiliary.
 */
export interface OtherLanguage {
  words: [Deed, string][];
  /** "You have", before what she booked herself. */
  youHave: string;
  auxiliary: string;
  past?: [Deed, string][];
  harmless: string;
}

export const otherLanguages: Record<"de" | "fr" | "es" | "pt" | "it" | "nl" | "zh", OtherLanguage> = {
  de: {
    words: [
      ["cancel", "storniert(?:e[nrsm]?)?|abgesagt|annulliert"],
      [
        "refund",
        "(?:zurück|rück)?erstattet|zurückgezahlt|zurücküberwiesen|überwiesen|gutgeschrieben|zurückgebucht",
      ],
      ["change", "geändert|umgebucht|verlängert|aktualisiert"],
      ["book", "gebucht"],
      ["confirm", "bestätigt"],
      ["settle", "veranlasst|bearbeitet|abgeschlossen|genehmigt|erledigt|ausgeführt"],
      ["waive", "erlassen"],
      ["tell", "weitergeleitet|informiert|benachrichtigt"],
    ],
    youHave: "sie haben|haben sie|du hast|ihr habt",
    auxiliary: "wurden?|ist|sind|habe|haben|hat|worden",
    past: [
      ["any", "^erledigt|^fertig"],
      ["refund", "(?:geld|\\p{L}*erstattung|rückzahlung)[^.]* (?:unterwegs|auf dem weg)"],
    ],
    harmless:
      "nicht|nichts|keine?[nrsm]?|nie|wenn|falls|sobald|sofern|ob|kann|können|könnte|würden?|wird|werden|soll|sollen|möchten|noch nicht|bevor|bis|nachdem",
  },
  fr: {
    words: [
      ["cancel", "annulée?s?"],
      ["refund", "remboursée?s?|recréditée?s?|créditée?s?|reversée?s?|restituée?s?"],
      ["change", "modifiée?s?|changée?s?|prolongée?s?"],
      ["book", "réservée?s?"],
      ["confirm", "confirmée?s?"],
      ["settle", "effectuée?s?|traitée?s?|approuvée?s?|émise?s?|terminée?s?|finalisée?s?"],
      ["tell", "transmise?s?|informée?s?|prévenue?s?|contactée?s?"],
    ],
    youHave: "vous avez|tu as",
    auxiliary: "a|ont|est|sont|ai|j'ai|avons|été|a-t-il",
    past: [
      ["any", "^c'est fait"],
      ["refund", "(?:remboursement|argent)[^.]* en (?:route|chemin)"],
    ],
    harmless:
      "pas|rien|aucune?|jamais|ni|si|s'il|quand|lorsque|dès|peut|peuvent|pourrait|pourra|sera|seront|serait|voulez|souhaitez|avant|après que|tant que",
  },
  es: {
    words: [
      ["cancel", "cancelad[oa]s?|anulad[oa]s?"],
      ["refund", "reembolsad[oa]s?|devuelt[oa]s?|reintegrad[oa]s?|abonad[oa]s?"],
      ["change", "cambiad[oa]s?|modificad[oa]s?|ampliad[oa]s?"],
      ["book", "reservad[oa]s?"],
      ["confirm", "confirmad[oa]s?"],
      ["settle", "procesad[oa]s?|tramitad[oa]s?|emitid[oa]s?|aprobad[oa]s?|completad[oa]s?|realizad[oa]s?"],
      ["tell", "informad[oa]s?|avisad[oa]s?|contactad[oa]s?|enviad[oa]s?"],
    ],
    youHave: "usted ha|ustedes han|has|tienes?",
    auxiliary: "ha|han|he|hemos|fue|fueron|está|están|queda|quedan|sido",
    past: [
      ["cancel", "cancelé|cancelamos|anulé|anulamos"],
      ["refund", "reembolsé|reembolsamos|devolví|devolvimos"],
      ["any", "^(?:¡)?(?:listo|hecho)"],
      ["refund", "(?:reembolso|dinero)[^.]* en camino"],
    ],
    harmless:
      "no|nada|ningun[oa]?|ningún|nunca|si|cuando|puede|pueden|podría|podrá|será|serán|sería|quiere|desea|antes|hasta",
  },
  pt: {
    words: [
      ["cancel", "cancelad[oa]s?|anulad[oa]s?"],
      ["refund", "reembolsad[oa]s?|devolvid[oa]s?|estornad[oa]s?|creditad[oa]s?"],
      ["change", "alterad[oa]s?|modificad[oa]s?|prolongad[oa]s?"],
      ["book", "reservad[oa]s?"],
      ["confirm", "confirmad[oa]s?"],
      ["settle", "processad[oa]s?|emitid[oa]s?|aprovad[oa]s?|concluíd[oa]s?|efetuad[oa]s?|realizad[oa]s?"],
      ["tell", "informad[oa]s?|avisad[oa]s?|encaminhad[oa]s?|enviad[oa]s?"],
    ],
    youHave: "(?:você|senhora?) tem|tens",
    auxiliary: "foi|foram|está|estão|tenho|temos|tem|sido|ficou",
    past: [
      ["cancel", "cancelei|cancelámos|cancelamos|anulei"],
      ["refund", "reembolsei|reembolsámos|reembolsamos|devolvi|devolvemos"],
      ["any", "^(?:pronto|feito)"],
      ["refund", "(?:reembolso|dinheiro)[^.]* a caminho"],
    ],
    harmless:
      "não|nada|nenhum|nenhuma|nunca|se|quando|pode|podem|poderia|poderá|será|serão|seria|quer|deseja|antes|até|caso",
  },
  it: {
    words: [
      ["cancel", "cancellat[oaie]|annullat[oaie]|disdett[oaie]"],
      ["refund", "rimborsat[oaie]|riaccreditat[oaie]|accreditat[oaie]|restituit[oaie]"],
      ["change", "modificat[oaie]|cambiat[oaie]|prolungat[oaie]|spostat[oaie]"],
      ["book", "prenotat[oaie]"],
      ["confirm", "confermat[oaie]"],
      ["settle", "elaborat[oaie]|emess[oaie]|approvat[oaie]|completat[oaie]|effettuat[oaie]|eseguit[oaie]"],
      ["tell", "informat[oaie]|avvisat[oaie]|inoltrat[oaie]|contattat[oaie]"],
    ],
    youHave: "hai|avete|ha",
    auxiliary: "è|sono|ho|abbiamo|ha|hanno|stat[oaie]|risulta",
    past: [
      ["any", "^(?:fatto|ecco fatto)"],
      ["refund", "(?:rimborso|denaro|soldi)[^.]* in (?:arrivo|viaggio)"],
    ],
    harmless:
      "non|niente|nulla|nessun[oa]?|mai|se|quando|può|possono|potrebbe|potrà|sarà|saranno|sarebbe|vuole|desidera|prima|finché|appena",
  },
  nl: {
    words: [
      ["cancel", "geannuleerd|afgezegd"],
      ["refund", "terugbetaald|teruggestort|terugbetaald|gerestitueerd|vergoed|bijgeschreven"],
      ["change", "gewijzigd|veranderd|aangepast|verlengd|omgeboekt"],
      ["book", "geboekt"],
      ["confirm", "bevestigd"],
      ["settle", "verwerkt|goedgekeurd|afgerond|uitgevoerd|geregeld"],
      ["tell", "doorgestuurd|geïnformeerd|gecontacteerd"],
    ],
    youHave: "u (?:hebt|heeft)|(?:hebt|heeft) u|je hebt|heb je",
    auxiliary: "is|zijn|heb|hebben|heeft|werd|werden",
    past: [
      ["any", "^(?:klaar|gedaan|geregeld)"],
      ["refund", "(?:geld|terugbetaling)[^.]* onderweg"],
    ],
    harmless:
      "niet|niets|geen|nooit|als|wanneer|zodra|of|kan|kunnen|zou|zal|zullen|wordt|worden|wilt|voordat|tot|indien",
  },
  zh: {
    words: [
      ["cancel", "取消"],
      ["refund", "退款|退还|退回|返还"],
      ["change", "更改|修改|变更"],
      ["book", "预订|预定"],
      ["confirm", "确认"],
      ["settle", "完成|处理|批准"],
      ["tell", "转交|通知"],
    ],
    youHave: "(?<![为替帮给])[您你]",
    auxiliary: "已|已经|了|成功|完成",
    harmless: "未|没有|没|不|无|如果|若|一旦|当|请问|能否|是否|可以|可|会|(?<!已经?)将|需要|要|吗|后|才",
  },
};
