import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { dataFolder } from "../serve-turns.mjs";

/* A history kept by hand: a row a message, in the file that Frontdesk's would be, with the same care for a power cut. */

const file = join(dataFolder, "history.db");
const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("create table messages (id integer primary key, conversation text not null, message text not null)");
db.exec("create index messages_conversation on messages (conversation)");
const select = db.prepare("select message from messages where conversation = ? order by id").pluck();
const insert = db.prepare("insert into messages (conversation, message) values (?, ?)");

export const readHistory = (conversation) => select.all(conversation).map((message) => JSON.parse(message));

export const addToHistory = db.transaction((conversation, messages) => {
  for (const message of messages) insert.run(conversation, JSON.stringify(message));
});

export function historyBytes() {
  db.pragma("wal_checkpoint(TRUNCATE)");
  return statSync(file).size;
}
