import type { WriteStream } from 'node:tty';
import type { Language } from '../language';
import type { RunEvent } from '../lab/events';

/** Where lines are not overwritten (a log file), one a phase and one every so many milliseconds is enough. */
const LOG_EVERY = 5000;

/** Shows a run's events on stderr: one line that renews itself on a terminal, few lines in a log. */
export class ProgressPrinter {
  readonly #out: WriteStream;
  readonly #language: Language;
  #phase = '';
  #said = 0;
  #last = '';

  constructor(language: Language, out: WriteStream = process.stderr) {
    this.#language = language;
    this.#out = out;
  }

  readonly print = (events: readonly RunEvent[]): void => {
    for (const event of events) {
      if (event.type === 'warning') this.#keep(`! ${event.warning.text[this.#language]}`);
      else if (event.type === 'history')
        this.#last = Object.entries(event.point.values).map(figure).join('  ');
      else if (event.type === 'progress') this.#progress(event);
    }
  };

  /** A line that stays. */
  say(line: string): void {
    this.#keep(line);
  }

  /** Leaves a clean line for what comes next. */
  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[K');
  }

  #progress(event: Extract<RunEvent, { type: 'progress' }>): void {
    const now = Date.now();
    const isNew = event.phase !== this.#phase;
    if (!this.#out.isTTY && !isNew && now - this.#said < LOG_EVERY) return;
    if (isNew) this.#last = '';
    this.#phase = event.phase;
    this.#said = now;
    const share = event.total > 0 ? `${Math.floor((100 * event.step) / event.total)} %` : '';
    const rate = event.rate === null ? '' : `${Math.round(event.rate).toLocaleString('en')}/s`;
    const eta = event.eta === null ? '' : `${Math.ceil(event.eta)} s left`;
    const line = [event.label[this.#language], share, rate, eta, this.#last].filter(Boolean).join('  ');
    if (this.#out.isTTY) this.#out.write(`\r\u001b[K${line.slice(0, (this.#out.columns ?? 80) - 1)}`);
    else this.#out.write(`${line}\n`);
  }

  #keep(line: string): void {
    this.end();
    this.#out.write(`${line}\n`);
  }
}

function figure([name, value]: readonly [string, number]): string {
  return `${name} ${Number(value.toPrecision(4))}`;
}
