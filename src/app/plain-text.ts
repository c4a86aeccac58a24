/** Text that may be shown in a terminal: whoever writes a row must not command it. Control characters but tab and the line's end become �. */
export const plainText = (text: string): string => text.replaceAll(/(?![\n\t])\p{Cc}/gu, '�')

/** Tells whoever runs the desk what an app's own code did wrong; the words may be a row's. */
export const warnOfApp = (told: string): void => process.emitWarning(plainText(told), 'AppWarning')
