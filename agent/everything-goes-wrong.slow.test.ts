import { bookings } from "../db/schema.ts";
import { ollamaModel } from "./model/ollama.ts";
import { openAiModel } from "./model/openai.ts";
import type { ScriptedReply } from "./model/scripted/script.ts";
import { readScriptFile } from "./model/scripted/script-file.ts";
import { startScriptedServer } from "./model/scripted/scripted-server.ts";
import { outcomeIn, startRig, textIn } from "./rig-for-tests.ts";

/* The script that an operator can run Frontdesk on, played here over real HTTP: one conversation for each thing that goes wrong. */

const { model: name, replies } = await readScriptFile("evals/model-scripts/everything-goes-wrong.yaml");
const wrongs = replies.filter((reply) => !reply.again);
const after = replies.filter((reply) => reply.again);
const soon = { firstTokenMsMax: 1_000, idleMsMax: 300 };
const titleOf = ({ malformed, fault, say }: ScriptedReply) => malformed ?? fault?.kind ?? String(say);

describe.each([
  ["Ollama", (url: string) => ollamaModel({ host: url, name, ...soon })],
  ["OpenAI", (url: string) => openAiModel({ baseUrl: `${url}/v1`, name, ...soon })],
])("over %s", (_, adapter) => {
  test.each(wrongs.map((reply, index) => [`${index} ${titleOf(reply)}`, reply] as const))(
    "%s ends in a reply, a card or a person, and changes nothing",
    async (_, reply) => {
      const server = await startScriptedServer({ script: [reply, ...after] });
      try {
        const rig = await startRig({ model: adapter(server.url) });
        const before = rig.db.select().from(bookings).all();
        const events = await rig.say("What about my booking?");
        expect(["reply", "waiting", "handoff"]).toContain(outcomeIn(events));
        if (outcomeIn(events) !== "waiting") expect(textIn(events)).toMatch(/\w/);
        expect(textIn(events)).not.toMatch(/refunded everything/);
        expect(rig.db.select().from(bookings).all()).toEqual(before);
      } finally {
        await server.close();
      }
    },
  );
});
