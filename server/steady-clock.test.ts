import { steadyClock } from "./steady-clock.ts";

/** A wall clock and real time, moved by hand. */
function clocks() {
  const time = { wall: 1_000_000, passed: 0, steps: [] as number[] };
  const clock = steadyClock({
    wall: () => time.wall,
    passed: () => time.passed,
    onStepBack: (ms) => time.steps.push(ms),
  });
  const pass = (ms: number) => {
    time.wall += ms;
    time.passed += ms;
  };
  return { time, clock, pass };
}

test("follows the wall clock, also forward over a step", () => {
  const { time, clock, pass } = clocks();
  pass(500);
  expect(clock()).toBe(1_000_500);
  time.wall += 3_600_000;
  expect(clock()).toBe(4_600_500);
  expect(time.steps).toEqual([]);
});

test("after a step back it goes on at the rate of real time, told once, until the wall clock is past it", () => {
  const { time, clock, pass } = clocks();
  clock();
  time.wall -= 60_000;
  pass(10);
  expect(clock()).toBe(1_000_010);
  pass(5_000);
  expect(clock()).toBe(1_005_010);
  expect(time.steps).toEqual([60_000]);
  time.wall += 60_000;
  pass(1_000);
  expect(clock()).toBe(1_006_010);
  time.wall -= 7_000;
  clock();
  expect(time.steps).toEqual([60_000, 7_000]);
});

test("never goes back, whatever the wall clock does", () => {
  const { time, clock } = clocks();
  let before = clock();
  for (let i = 0; i < 1_000; i++) {
    time.passed += i % 7;
    time.wall += ((i * 7_919) % 4_001) - 2_000;
    const now = clock();
    expect(now).toBeGreaterThanOrEqual(before);
    before = now;
  }
});
