import * as z from "zod";
import { isCalendarDate } from "./calendar-days.ts";

/* The inputs that several tools for stays share. */

const calendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a date looks like 2026-12-04")
  .refine(isCalendarDate, "there is no such day");

export const checkIn = calendarDate.describe("Day of arrival, YYYY-MM-DD.");
export const checkOut = calendarDate.describe("Day of departure, YYYY-MM-DD.");

export const people = z.int().min(1).max(50).describe("How many people stay, children included.");

export const place = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .describe("The name of the place, or its placeId from search_stays.");
