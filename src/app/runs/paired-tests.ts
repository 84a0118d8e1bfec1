import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ComparedMetric } from '../../lab/compare';
import type { PerUserValues } from '../../lab/per-user';
import { CfElement } from '../element';
import '../elements/notice';
import { say, t } from '../i18n';
import { formatCount, formatMetric, formatNumber } from '../i18n/format';
import { explain } from '../state/inspector';
import { currentLab } from '../state/lab';
import type { RunItem } from '../state/run-item';
import { keeper } from '../state/runs';
import { controls } from '../styles';

/** Tests of a pair of runs, or why there are none. */
type Answer = readonly ComparedMetric[] | 'no-figures' | 'other-users';

/** Paired tests of two runs on the same test users, metric by metric, and what they mean in a sentence. */
@customElement('cf-paired-tests')
export class PairedTests extends CfElement {
  @property({ attribute: false }) items: readonly RunItem[] = [];
  /** The second run, by number; the first is the first of `items`. */
  @state() private chosen: number | null = null;
  /** The last answer or failure, with the pair it belongs to. */
  @state() private told: {
    readonly pair: string;
    readonly answer?: Answer;
    readonly problem?: unknown;
  } | null = null;
  private asked = '';

  static override styles = [
    controls,
    css`
      .wrap {
        overflow-x: auto;
      }
      .sentences {
        display: grid;
        gap: 4px;
        margin: 6px 0 10px;
        max-width: 100ch;
      }
      .better {
        font-weight: 650;
      }
      select {
        --control: 24px;
        max-width: 260px;
      }
      .pair {
        margin-block: 4px;
      }
    `,
  ];

  protected override render() {
    const words = t().paired;
    const done = this.items.filter((run) => run.record.get() !== null);
    const [first] = done;
    if (!first || done.length < 2) return html`<p class="small quiet-text">${words.needTwo}</p>`;
    const others = done.slice(1);
    const second = others.find(({ number }) => number === this.chosen) ?? others[0];
    if (!second) return '';
    const told = this.toldOf(first, second);
    const answer = told?.answer ?? null;
    return html`
      <section aria-label=${words.title}>
        <div class="spread">
          <h2>${words.title}</h2>
          <button class="link small" type="button" @click=${() => explain('paired tests', pairedHelp)}>
            ${words.how}
          </button>
        </div>
        <div class="row pair small">
          <span>${words.against(first.experiment.name ?? '')}</span>
          ${
            others.length === 1
              ? html`<b>${second.experiment.name}</b>`
              : html`<select aria-label=${words.other} @change=${this.choose}>
                  ${others.map(
                    (run) =>
                      html`<option value=${run.number} ?selected=${run === second}>
                        ${run.experiment.name}
                      </option>`,
                  )}
                </select>`
          }
        </div>
        ${told?.problem === undefined ? '' : html`<cf-notice kind="danger" .error=${told.problem}></cf-notice>`}
        ${
          answer === null
            ? html`<p class="quiet-text" role="status">${told ? '' : words.asking}</p>`
            : answer === 'no-figures'
              ? html`<cf-notice><div>${words.noFigures}</div></cf-notice>`
              : answer === 'other-users'
                ? html`<cf-notice><div>${words.otherUsers}</div></cf-notice>`
                : this.tests(answer, first, second)
        }
      </section>
    `;
  }

  private readonly choose = (event: Event) => {
    this.chosen = Number((event.target as HTMLSelectElement).value);
  };

  private tests(compared: readonly ComparedMetric[], a: RunItem, b: RunItem): TemplateResult {
    const words = t().paired;
    const differ = !sameSplit(a, b);
    return html`
      ${differ ? html`<cf-notice><div>${words.splitsDiffer}</div></cf-notice>` : ''}
      <ul class="sentences">
        ${compared.map(({ sentence }) => html`<li>${say(sentence)}</li>`)}
      </ul>
      <div class="wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">${t().results.metric}</th>
              <th scope="col" class="number">${a.experiment.name}</th>
              <th scope="col" class="number">${b.experiment.name}</th>
              <th scope="col" class="number">${words.difference}</th>
              <th scope="col" class="number">${words.effect}</th>
              <th scope="col" class="number">${words.wilcoxon}</th>
              <th scope="col" class="number">${words.t}</th>
              <th scope="col" class="number">${words.sign}</th>
              <th scope="col" class="number">${words.adjusted}</th>
              <th scope="col" class="number">${words.users}</th>
            </tr>
          </thead>
          <tbody>
            ${compared.map(
              (each) => html`
                <tr>
                  <th scope="row">${t().metric(each.metric)}</th>
                  <td class="number ${each.better === 'a' ? 'better' : ''}">${formatMetric(each.meanA)}</td>
                  <td class="number ${each.better === 'b' ? 'better' : ''}">${formatMetric(each.meanB)}</td>
                  <td class="number">${formatMetric(each.difference)}</td>
                  <td class="number">${formatNumber(each.effectSize, 2)}</td>
                  <td class="number">${probability(each.wilcoxon.p)}</td>
                  <td class="number">${probability(each.t.p)}</td>
                  <td class="number">${probability(each.mcnemar.p)}</td>
                  <td class="number ${each.better ? 'better' : ''}">${probability(each.adjustedP)}</td>
                  <td class="number">${formatCount(each.users)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      <p class="small quiet-text">${words.note}</p>
    `;
  }

  /** What is known of the pair; the lab is asked once, and an answer about another pair is dropped. */
  private toldOf(a: RunItem, b: RunItem): typeof this.told {
    const pair = `${a.id} ${b.id}`;
    if (pair !== this.asked) {
      this.asked = pair;
      const tell = (told: typeof this.told) => {
        if (pair === this.asked) this.told = told;
      };
      void this.compared(a, b).then(
        (answer) => tell({ pair, answer }),
        (problem: unknown) => tell({ pair, problem }),
      );
    }
    return this.told?.pair === pair ? this.told : null;
  }

  private async compared(a: RunItem, b: RunItem): Promise<Answer> {
    const lab = currentLab();
    const [left, right] = await Promise.all([figuresOf(a), figuresOf(b)]);
    if (!lab || !left || !right) return 'no-figures';
    const answer = await lab.compare(left, right, [a.experiment.name ?? '', b.experiment.name ?? '']);
    return answer.length === 0 || answer.every(({ users }) => users === 0) ? 'other-users' : answer;
  }
}

/** Figures by user: from what was kept, else from the worker that still holds the model. */
async function figuresOf(run: RunItem): Promise<PerUserValues | null> {
  const kept = await keeper.get()?.perUser(run.id);
  return (
    kept ??
    (await run.handle
      .get()
      ?.perUser()
      .catch(() => null)) ??
    null
  );
}

/** Whether both runs were measured on the same held-out interactions. */
function sameSplit(a: RunItem, b: RunItem): boolean {
  const told = (run: RunItem) => {
    const record = run.record.get();
    return record === null
      ? ''
      : JSON.stringify([
          record.data.sha256,
          record.experiment.seed,
          record.experiment.split,
          record.experiment.data.filters,
          record.experiment.evaluation.candidates,
          record.experiment.evaluation.relevance,
        ]);
  };
  return told(a) === told(b);
}

function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : formatNumber(p, 3);
}

function pairedHelp(): TemplateResult {
  return html`
    <h2>${t().paired.title}</h2>
    ${t().paired.help.map((line) => html`<p>${line}</p>`)}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-paired-tests': PairedTests;
  }
}
