import type { RunRecord } from '../../lab/record';
import type { Language } from '../../language';

export interface ReportFormat {
  readonly id: 'html' | 'markdown' | 'latex' | 'csv' | 'json';
  readonly type: string;
  readonly extension: string;
}

export const FORMATS: readonly ReportFormat[] = [
  { id: 'html', type: 'text/html', extension: 'html' },
  { id: 'markdown', type: 'text/markdown', extension: 'md' },
  { id: 'latex', type: 'application/x-tex', extension: 'tex' },
  { id: 'csv', type: 'text/csv', extension: 'history.csv' },
  { id: 'json', type: 'application/json', extension: 'json' },
];

/** A record in one of the formats. The writers are loaded when first needed. */
export async function renderReport(
  format: ReportFormat['id'],
  record: RunRecord,
  language: Language,
): Promise<string> {
  switch (format) {
    case 'html':
      return (await import('../../report/html')).renderHtml(record, language);
    case 'markdown':
      return (await import('../../report/markdown')).renderMarkdown(record, language);
    case 'latex':
      return (await import('../../report/latex')).renderLatex([record]);
    case 'csv':
      return (await import('../../report/history')).renderHistoryCsv(record);
    case 'json':
      return JSON.stringify(record, null, 2);
  }
}
