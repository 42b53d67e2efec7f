/** Why a running turn ends before its time. The reason of the signal given to `answer`. */
export class TurnEnded extends Error {
  constructor(readonly why: "stopped" | "timeout" | "silenced") {
    super(`the turn was ended: ${why}`);
  }
}
