/** A chart is drawn again at most this often … */
const LEAST_MS = 200;
/** … and takes at most this share of the main thread, so that a slow machine draws less often instead of stalling. */
const SHARE = 0.1;

interface Drawer {
  draw(): void;
  next: number;
  cost: number;
}

/**
 * Lets charts draw one at a time, each in a task of its own: several in one frame add up to a stall.
 * `draw` has to paint before it returns.
 */
export class DrawQueue {
  private readonly waiting = new Set<Drawer>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A chart that can ask to be drawn, as often as it likes. */
  drawer(draw: () => void): { ask(): void; forget(): void } {
    const drawer: Drawer = { draw, next: 0, cost: 0 };
    return {
      ask: () => {
        this.waiting.add(drawer);
        this.schedule();
      },
      forget: () => void this.waiting.delete(drawer),
    };
  }

  private schedule(): void {
    if (this.timer !== undefined || this.waiting.size === 0) return;
    const soonest = Math.min(...[...this.waiting].map((drawer) => drawer.next));
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.drawOne();
        this.schedule();
      },
      Math.max(0, soonest - this.now()),
    );
  }

  private drawOne(): void {
    const begin = this.now();
    const due = [...this.waiting].filter((drawer) => drawer.next <= begin + 1);
    const [first] = due.sort((a, b) => a.next - b.next);
    if (!first) return;
    this.waiting.delete(first);
    first.draw();
    const end = this.now();
    first.cost = end - begin;
    first.next = end + Math.max(LEAST_MS, first.cost / SHARE);
  }
}

export const drawQueue = new DrawQueue();
