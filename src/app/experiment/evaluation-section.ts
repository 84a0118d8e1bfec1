import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { metricDefinitions, type MetricDefinition } from '../../evaluation/metrics';
import { CfElement } from '../element';
import { boundField, experimentField } from '../form/experiment-field';
import '../form/file-field';
import { experimentView } from '../form/view';
import { say, t } from '../i18n';
import { metricHelp } from '../metrics/metric-help';
import { chooseTask, draft, issues, setValue, valueAt } from '../state/experiment';
import { inspect } from '../state/inspector';
import { controls } from '../styles';
import './section';

const SAMPLED = 99;

/** What is measured, on which candidates. */
@customElement('cf-evaluation-section')
export class EvaluationSection extends CfElement {
  static override styles = [
    controls,
    css`
      fieldset {
        padding: 4px 30px 4px 12px;
      }
      legend {
        font-weight: 400;
        padding: 0 0 3px;
      }
      .metrics {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 3px 12px;
      }
      .metrics label {
        display: flex;
        gap: 7px;
        align-items: baseline;
        line-height: 1.3;
      }
      .metrics input {
        flex: none;
        translate: 0 1px;
      }
      .note,
      .issue {
        padding: 2px 30px 4px 12px;
        color: var(--caution);
        font-size: var(--text-small);
      }
      .issue {
        color: var(--danger);
        padding-inline: 0;
      }
    `,
  ];

  protected override render() {
    const evaluation = draft.get().evaluation;
    const task = evaluation?.task ?? 'ranking';
    const sampled = typeof evaluation?.candidates === 'object' && 'sampled' in evaluation.candidates;
    return html`
      <cf-section .heading=${t().experiment.evaluation} .summary=${t().experiment.task[task]} open>
        ${boundField('evaluation.task', () => experimentView('evaluation.task'), {
          change: (value) => chooseTask(value === 'rating' ? 'rating' : 'ranking'),
        })}
        ${this.metrics(task, evaluation?.metrics ?? [])}
        ${
          task === 'ranking'
            ? html`
                ${experimentField('evaluation.cutoffs')} ${this.candidates(sampled)}
                ${experimentField('evaluation.excludeSeen')}
              `
            : ''
        }
        ${experimentField('evaluation.relevance')} ${experimentField('evaluation.baselines')}
        ${experimentField('evaluation.strongBaselines')} ${experimentField('seed')}
      </cf-section>
    `;
  }

  private metrics(task: 'rating' | 'ranking', chosen: readonly string[]): TemplateResult {
    const wrong = issues.get().find((issue) => issue.path.startsWith('evaluation.metrics'));
    const offered = metricDefinitions.filter((definition) => definition.task === task);
    return html`
      <fieldset>
        <legend>${t().fields['evaluation.metrics'].label}</legend>
        <div class="metrics">${offered.map((definition) => this.metric(definition, chosen))}</div>
        ${wrong ? html`<p class="issue" role="alert">${say(wrong.text)}</p>` : ''}
      </fieldset>
    `;
  }

  private metric(definition: MetricDefinition, chosen: readonly string[]): TemplateResult {
    const { name } = definition;
    return html`<label>
      <input
        type="checkbox"
        .checked=${chosen.includes(name)}
        @focus=${() => inspect(`metric ${name}`, () => metricHelp(name))}
        @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          const wanted = new Set(on ? [...chosen, name] : chosen.filter((other) => other !== name));
          // In the order in which they are offered, so that the JSON does not depend on the order of clicks.
          setValue(
            'evaluation.metrics',
            metricDefinitions.map((each) => each.name).filter((each) => wanted.has(each)),
          );
        }}
      />
      ${t().metric(name)}
    </label>`;
  }

  private candidates(sampled: boolean): TemplateResult {
    const words = t().fields['evaluation.candidates'];
    return html`
      ${boundField(
        'evaluation.candidates',
        () => ({
          path: 'evaluation.candidates',
          label: words.label,
          help: words.help,
          formula: null,
          default: 'all',
          control: {
            kind: 'choice',
            options: ['all', 'sampled', 'popularity', 'listed'].map((value) => ({
              value,
              label: words.options?.[value] ?? value,
            })),
          },
        }),
        {
          value: chosenCandidates(sampled),
          change: (value) => setValue('evaluation.candidates', candidatesOf(value)),
        },
      )}
      ${
        sampled
          ? html`
              ${boundField('evaluation.candidates.sampled', () => ({
                path: 'evaluation.candidates.sampled',
                ...t().fields['evaluation.candidates.sampled'],
                formula: null,
                default: SAMPLED,
                control: { kind: 'number', whole: true, nullable: false, min: 1, max: null, slide: null },
              }))}
              <p class="note">${t().experiment.sampledNote}</p>
            `
          : ''
      }
      ${
        chosenCandidates(sampled) === 'listed'
          ? html`<cf-file-field .path=${'evaluation.candidates.listPath'}></cf-file-field>`
          : ''
      }
    `;
  }
}

function chosenCandidates(sampled: boolean): 'all' | 'sampled' | 'popularity' | 'listed' {
  if (typeof valueAt('evaluation.candidates.listPath') === 'string') return 'listed';
  if (!sampled) return 'all';
  return valueAt('evaluation.candidates.by') === 'popularity' ? 'popularity' : 'sampled';
}

/** Another way of drawing keeps how many are drawn. */
function candidatesOf(choice: unknown): unknown {
  if (choice === 'listed') return { listPath: '' };
  if (choice !== 'sampled' && choice !== 'popularity') return 'all';
  const sampled = valueAt('evaluation.candidates.sampled') ?? SAMPLED;
  return choice === 'popularity' ? { sampled, by: 'popularity' } : { sampled };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-evaluation-section': EvaluationSection;
  }
}
