/**
 * Words that say nothing about what a guest wants: grammar, politeness, and the words around any request ("can I get",
 * "I want to know"). Dropping them is worth 0.04 MAP on CACM. Parts of contractions ("don't" → don, t) are among them,
 * as is the company's own name. Not here: "back", "early", "late", "free", "long", "without": they tell questions apart.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above actually after again all already also always am an and another any anybody anyone anything are aren as at
  be because been before being below both but by can cannot could couldn d did didn do does doesn doing don during each
  else even ever every everything for from further get gets getting give go goes going gonna got had hadn happen happened happens has hasn have haven
  having he hello help her here hers hey hi him his how however i if in into is isn it its itself just kindly know let
  like ll look m made make makes many may maybe me might mine more most much must my myself need needed needs no nor not
  nothing now of off ok okay on once one only or other our ours out over own please possible put question re really right s
  said same say says see shall she should shouldn so some somebody someone something somewhere staywell still such sure t
  take tell than thank thanks that the their theirs them then there these they thing things think this those though through
  to too under until up us use ve very want wanted wants was wasn way we well were weren what whatever when where whether
  which while who whom whose why will with won would wouldn yes yet you your yours yourself`.split(/\s+/),
);
