/** What the bot takes from its configuration: the rooms, and their languages. */

import { expect, test } from "vitest";
import { languagesOf, roomsOf } from "../src/assembly.ts";
import { fromFile } from "./config/reading.ts";

const config = fromFile(`
rooms: [news@rooms.example, neues@rooms.example de, both@rooms.example fr, plain@rooms.example]
announce_rooms: [noticias@rooms.example es, both@rooms.example it, plain@rooms.example pt, news@rooms.example]
editors_room: editors@rooms.example
`);

test("the bot is in each room that is named, for whatever reason, once", () => {
  expect(roomsOf(config).map((room) => room.split("@")[0])).toEqual([
    "news",
    "neues",
    "both",
    "plain",
    "noticias",
    "editors",
  ]);
});

test("a room has the language of its answers, else that of the issues it is told of", () => {
  expect(Object.fromEntries(languagesOf(config))).toEqual({
    "neues@rooms.example": "de",
    "both@rooms.example": "fr",
    "noticias@rooms.example": "es",
    "plain@rooms.example": "pt",
  });
});
