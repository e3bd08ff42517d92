/** Which months an issue is about. */

import { expect, test } from "vitest";
import { monthsOf } from "../../../src/newsletter/library/months.ts";

const of = (title: string, date = "2023-06-05"): readonly string[] =>
  monthsOf({ title, date: new Date(`${date}T00:00:00Z`) });

test.each([
  ["The Gazette May 2023", ["2023-05"]],
  ["Gazette, Sept. 2021", ["2021-09"]],
  ["Das Blatt vom März 2022", ["2022-03"]],
  ["La gaceta de abril de 2024", ["2024-04"]],
  ["La gazette d'août 2020", ["2020-08"]],
  ["La gazzetta, febbraio 2025", ["2025-02"]],
  ["A gazeta – Março de 2019", ["2019-03"]],
])("%s names its month", (title, months) => {
  expect(of(title)).toEqual(months);
});

test.each([
  ["Gazeta diciembre 2021 y enero 2022", ["2021-12", "2022-01"]],
  ["Gazette December & January 2022", ["2021-12", "2022-01"]],
  ["Gazette July/August 2020", ["2020-07", "2020-08"]],
])("%s is about two months", (title, months) => {
  expect(of(title)).toEqual(months);
});

test("a title without a month is about the month before its date", () => {
  expect(of("News, 8 Nov 2019", "2019-11-08")).toEqual(["2019-10"]);
  expect(of("Everyone may decide", "2020-01-05")).toEqual(["2019-12"]);
});

test("late in a month it is about that one", () => {
  expect(of("News", "2020-03-31")).toEqual(["2020-03"]);
});

test("a year far from the month is not the month's", () => {
  expect(of("What may change in our house after 2020", "2020-03-05")).toEqual(["2020-02"]);
});
