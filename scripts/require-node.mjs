/*
 * The first thing that start and test import, and they import the rest only after it has run: an old Node must read as far as this
 * line of words, so nothing here is newer than Node 14.
 */

const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Frontdesk needs Node 20.19 or newer; this is ${process.versions.node}. Get one at https://nodejs.org`,
  );
  process.exit(1);
}
