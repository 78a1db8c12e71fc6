/** What font.config.ts uses of it; the published types are of an older version. */
declare module 'subset-font' {
  interface Options {
    readonly targetFormat?: 'sfnt' | 'woff' | 'woff2';
    /** OpenType tags; without it all are kept. */
    readonly keepFeatures?: readonly string[];
    readonly variationAxes?: Readonly<
      Record<string, { readonly min: number; readonly max: number }>
    >;
  }

  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default function subset(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}
