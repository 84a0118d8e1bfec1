import type { Language } from '../language';
import type { RunRecord } from '../lab/record';
import { composeReport } from './compose';
import type { Block, ReportDocument } from './document';
import { escapeMarkdown } from './escape';

/** The report as GitHub-flavoured Markdown. Figures stand as tables of their values (the summary after them). */
export function renderMarkdown(record: RunRecord, language: Language): string {
  return markdownOf(composeReport(record, language));
}

/** A composed document as Markdown. */
export function markdownOf(report: ReportDocument): string {
  const sections = report.sections.map(
    ({ heading, blocks }) =>
      `## ${escapeMarkdown(heading)}\n\n${blocks.map(block).filter(Boolean).join('\n\n')}`,
  );
  return `# ${escapeMarkdown(report.title)}\n\n${escapeMarkdown(report.subtitle)}\n\n${sections.join('\n\n')}\n`;
}

function block(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'notice':
      return `> ${escapeMarkdown(block.text)}`;
    case 'figure':
      return '';
    case 'code':
      return `${escapeMarkdown(block.summary)}\n\n\`\`\`json\n${block.text}\n\`\`\``;
    case 'table': {
      const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
      const rule = `|${block.columns.map((kind) => (kind === 'number' ? '---:|' : '---|')).join('')}`;
      const table = [line(block.head), rule, ...block.rows.map(line)].join('\n');
      return block.caption ? `${table}\n\n${escapeMarkdown(block.caption)}` : table;
    }
  }
}
