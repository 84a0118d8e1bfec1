import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { metricDefinition } from '../../evaluation/metrics';
import { CfElement } from '../element';
import { boundField, experimentField } from '../form/experiment-field';
import { experimentView } from '../form/view';
import { t } from '../i18n';
import { formatNumber } from '../i18n/format';
import { chosenModel, draft, setValue, valueAt } from '../state/experiment';
import { controls } from '../styles';
import './section';

/** How a network or factor model is trained. Models that compute their answer directly have no such section. */
@customElement('cf-training-section')
export class TrainingSection extends CfElement {
  static override styles = [
    controls,
    css`
      details {
        margin-top: 2px;
      }
      summary {
        padding: 4px 12px;
        color: var(--ink-2);
        font-size: var(--text-small);
        cursor: pointer;
      }
    `,
  ];

  protected override render() {
    const model = chosenModel.get();
    if (!model?.trained) return '';
    const training = draft.get().training;
    const optimizer = training?.optimizer?.name ?? 'adam';
    const stopping = training?.earlyStopping ?? null;
    const summary = t().experiment.trainingSummary(
      formatNumber(training?.epochs ?? Number(experimentView('training.epochs').default)),
      model.ownSteps
        ? t().experiment.ownSteps
        : (t().fields['training.optimizer.name'].options?.[optimizer] ?? optimizer),
    );
    return html`
      <cf-section .heading=${t().experiment.training} .summary=${summary} open>
        ${experimentField('training.epochs')} ${model.ownSteps ? '' : optimizerFields(optimizer, training)}
        ${boundField(
          'training.earlyStopping',
          () => ({
            path: 'training.earlyStopping',
            label: t().fields['training.earlyStopping'].label,
            help: t().fields['training.earlyStopping'].help,
            formula: null,
            default: '',
            control: { kind: 'choice', options: stoppingOptions() },
          }),
          {
            value: stopping?.metric ?? '',
            change: (value) => setValue('training.earlyStopping', stoppingOf(value)),
          },
        )}
        ${
          stopping
            ? boundField('training.earlyStopping.patience', () => ({
                path: 'training.earlyStopping.patience',
                ...t().fields['training.earlyStopping.patience'],
                formula: null,
                default: 5,
                control: {
                  kind: 'number',
                  whole: true,
                  nullable: false,
                  min: 1,
                  max: null,
                  slide: { low: 1, high: 50, scale: 'log' },
                },
              }))
            : ''
        }
        ${
          model.ownSteps
            ? ''
            : html`<details>
                <summary>${t().experiment.optimizerDetails}</summary>
                ${DETAILS[optimizer].map((path) => experimentField(path))}
                ${experimentField('training.norms')}
              </details>`
        }
      </cf-section>
    `;
  }
}

/** What a model that steps by a rule of its own does without. */
function optimizerFields(optimizer: string, training: ReturnType<typeof draft.get>['training']) {
  return html`
    ${experimentField('training.batchSize')} ${experimentField('training.loss')}
    ${experimentField('training.optimizer.name')} ${experimentField('training.optimizer.learningRate')}
    ${experimentField('training.schedule')}
    ${
      optimizer === 'sgd'
        ? html`${experimentField('training.optimizer.momentum')}
          ${(training?.optimizer?.momentum ?? 0) > 0 ? experimentField('training.optimizer.nesterov') : ''}`
        : ''
    }
    ${experimentField('training.clipNorm')}
  `;
}

const MOMENTS = [
  'training.optimizer.beta1',
  'training.optimizer.beta2',
  'training.optimizer.epsilon',
] as const;

/** Constants of each optimizer that are seldom changed. */
const DETAILS = {
  sgd: [],
  adagrad: ['training.optimizer.epsilon'],
  rmsprop: ['training.optimizer.rho', 'training.optimizer.epsilon'],
  adam: MOMENTS,
  adamw: MOMENTS,
} as const;

/** Off, or one of the metrics that are measured. */
function stoppingOptions(): { value: string; label: string }[] {
  const { metrics = [], cutoffs = [10] } = draft.get().evaluation ?? {};
  const keys = metrics.map((name) => (metricDefinition(name)?.atCutoff ? `${name}@${cutoffs[0]}` : name));
  return [
    { value: '', label: t().experiment.noEarlyStopping },
    ...keys.map((key) => ({ value: key, label: t().metric(key) })),
  ];
}

function stoppingOf(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return undefined;
  return { metric: value, patience: valueAt('training.earlyStopping.patience') ?? 5 };
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-training-section': TrainingSection;
  }
}
