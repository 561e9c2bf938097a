/**
 * Names a download for the browser (RFC 6266, RFC 8187), whatever letters its name has.
 *
 * Knows nothing about what is downloaded.
 */

/** The value of `content-disposition` for a file of this name. */
export function attachment(name: string): string {
  // A quotation mark, a percent sign or another script would mean something else in the plain form.
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
