/**
 * What the editor knows about Dockerfiles: completion, explanations, mistakes, formatting, parts to fold.
 *
 * Knows nothing about files. The service and Monaco count lines and columns differently, which is all there is to translate.
 */
import { DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import type { editor, IMarkdownString, IRange, languages, Position } from 'monaco-editor';
import type { Language } from '#protocol/localized.ts';
import { instructionAt, koreanInstructions } from './dockerfile-instructions.ts';
import type { Monaco } from './monaco-type.ts';

type Service = ReturnType<typeof DockerfileLanguageServiceFactory.createLanguageService>;
type CompletionItem = Parameters<Service['resolveCompletionItem']>[0];
type Range = Parameters<Service['formatRange']>[1];
type MarkupContent = Extract<NonNullable<CompletionItem['documentation']>, { readonly kind: string }>;

const OWNER = 'dockerfile';

/** Milliseconds after the last key until mistakes are looked for. */
const PAUSE_MS = 250;

/** The service's numbers for the severities of mistakes. */
const ERROR = 1;

/** Tells Monaco. */
export function addDockerfileLanguage(monaco: Monaco, language: Language): void {
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
  });
  monaco.languages.registerCompletionItemProvider('dockerfile', {
    triggerCharacters: ['=', ' ', '$', '-'],
    async provideCompletionItems(model, position) {
      const items = await service.computeCompletionItems(model.getValue(), positionOf(position));
      const word = model.getWordUntilPosition(position);
      const here = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endColumn: word.endColumn,
      };
      return { suggestions: items.map((item) => suggestion(monaco, service.resolveCompletionItem(item), here)) };
    },
  });
  monaco.languages.registerHoverProvider('dockerfile', {
    provideHover(model, position) {
      const instruction =
        language === 'ko' ? instructionAt(model.getLineContent(position.lineNumber), position.column) : null;
      if (instruction !== null) return { contents: [{ value: koreanInstructions[instruction] ?? '' }] };
      const hover = service.computeHover(model.getValue(), positionOf(position));
      if (hover === null || !isMarkup(hover.contents)) return null;
      return { contents: [markdown(hover.contents)], ...(hover.range && { range: rangeOf(hover.range) }) };
    },
  });
  monaco.languages.registerDocumentFormattingEditProvider('dockerfile', {
    provideDocumentFormattingEdits: (model, { tabSize, insertSpaces }) =>
      service
        .format(model.getValue(), { tabSize, insertSpaces })
        .map((edit) => ({ range: rangeOf(edit.range), text: edit.newText })),
  });
  monaco.languages.registerFoldingRangeProvider('dockerfile', {
    provideFoldingRanges: (model) =>
      service
        .computeFoldingRanges(model.getValue())
        .map(({ startLine, endLine }) => ({ start: startLine + 1, end: endLine + 1 })),
  });
  watchMistakes(monaco, (text) =>
    service.validate(text).map(({ message, severity, range }) => ({
      ...rangeOf(range),
      message,
      severity: severity === ERROR ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    })),
  );
}

/** Marks the mistakes of every Dockerfile there is, a little after each change. */
function watchMistakes(monaco: Monaco, mistakes: (text: string) => editor.IMarkerData[]): void {
  const watch = (model: editor.ITextModel) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = () => {
      if (model.isDisposed() || model.getLanguageId() !== 'dockerfile') return;
      monaco.editor.setModelMarkers(model, OWNER, mistakes(model.getValue()));
    };
    mark();
    model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = setTimeout(mark, PAUSE_MS);
    });
    model.onWillDispose(() => clearTimeout(timer));
  };
  for (const model of monaco.editor.getModels()) watch(model);
  monaco.editor.onDidCreateModel(watch);
}

function suggestion(monaco: Monaco, item: CompletionItem, here: IRange): languages.CompletionItem {
  const edit = item.textEdit !== undefined && 'range' in item.textEdit ? item.textEdit : null;
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  // Snippets of the service have an insert format of 2, as its protocol counts.
  const isSnippet = item.insertTextFormat === 2;
  return {
    label: item.label,
    kind: isSnippet ? CompletionItemKind.Snippet : CompletionItemKind.Keyword,
    insertText: edit?.newText ?? item.insertText ?? item.label,
    range: edit === null ? here : rangeOf(edit.range),
    ...(isSnippet && { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet }),
    ...(item.detail !== undefined && { detail: item.detail }),
    ...(item.sortText !== undefined && { sortText: item.sortText }),
    ...(item.documentation !== undefined && { documentation: markdown(item.documentation) }),
  };
}

function markdown(content: string | MarkupContent): IMarkdownString {
  return { value: typeof content === 'string' ? content : content.value };
}

function isMarkup(content: object | string): content is MarkupContent {
  return typeof content === 'object' && 'value' in content && 'kind' in content;
}

function positionOf({ lineNumber, column }: Position) {
  return { line: lineNumber - 1, character: column - 1 };
}

function rangeOf({ start, end }: Range): IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  };
}
