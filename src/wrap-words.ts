/** Puts words into lines of at most so many columns; a word that is longer, a path or a link, stays whole, so that it can be copied. */
export const wrapWords = (text: string, columns: number): readonly string[] =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    return lines
  }, [])
