import type { Language } from '../language';
import type { RunRecord } from '../lab/record';
import { composeReport } from './compose';
import type { Block, ReportDocument } from './document';
import { escapeXml } from './escape';

/** One HTML file that stands alone: inline styles and SVG, no script, no request. */
export function renderHtml(record: RunRecord, language: Language): string {
  return htmlOf(composeReport(record, language));
}

/** A composed document as HTML. */
export function htmlOf(document: ReportDocument): string {
  const lang = document.language === 'zh' ? 'zh-CN' : 'en';
  const sections = document.sections.map(
    ({ heading, blocks }) =>
      `<section><h2>${escapeXml(heading)}</h2>\n${blocks.map(block).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(document.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeXml(document.title)}</h1>
<p class="subtitle">${escapeXml(document.subtitle)}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function block(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeXml(block.text)}</p>`;
    case 'notice':
      return `<p class="notice">${escapeXml(block.text)}</p>`;
    case 'figure':
      return block.svg && `<figure>${block.svg}<figcaption>${escapeXml(block.caption)}</figcaption></figure>`;
    case 'code':
      return `<details><summary>${escapeXml(block.summary)}</summary><pre>${escapeXml(block.text)}</pre></details>`;
    case 'table': {
      const cell = (tag: 'th' | 'td', text: string, i: number, scope = '') =>
        `<${tag}${scope}${block.columns[i] === 'number' ? ' class="number"' : ''}>${escapeXml(text)}</${tag}>`;
      const head = block.head.map((text, i) => cell('th', text, i, ' scope="col"')).join('');
      const rows = block.rows.map((row) => `<tr>${row.map((text, i) => cell('td', text, i)).join('')}</tr>`);
      const caption = block.caption && `<caption>${escapeXml(block.caption)}</caption>`;
      return `<div class="table"><table>${caption}<thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
    }
  }
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60666c; --line: #d9dce0; --paper: #fff; --notice: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --soft: #a0a7ae; --line: #3a4046; --paper: #16191c; --notice: #f0b64a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.55 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 40px 24px 80px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px; font-weight: 600; }
h2 { font-size: 15px; margin: 36px 0 10px; padding-top: 10px; border-top: 1px solid var(--line); font-weight: 600; }
.subtitle, caption, figcaption { color: var(--soft); }
.notice { border-left: 3px solid var(--notice); padding: 2px 0 2px 12px; margin: 8px 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 8px 0 16px; }
caption { caption-side: bottom; text-align: left; padding-top: 6px; font-size: 12.5px; }
th, td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 12px 0 20px; }
.chart { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
.chart text:not(.series) { fill: var(--soft); }
.chart text.series { font-weight: 600; }
.chart .grid { stroke: var(--line); }
.chart .axis { stroke: var(--soft); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; }
summary { cursor: pointer; padding: 6px 0; }
@media print { main { padding: 0; } section { break-inside: avoid; } }
`;
