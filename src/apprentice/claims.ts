/**
 * Tells whether a reply claims a change that was not made: `added it`, `I've deleted the task`, `it is now done`; or that
 * something cannot be undone, which is never so. English only; other languages are not judged.
 */
export const isFalseClaim = (reply: string, changed: boolean): boolean => {
  const spoken = withoutQuotes(reply)
  return neverUndone.test(spoken) || (!changed && sentencesOf(spoken).some(claimsChange))
}

const neverUndone = /\b(?:can(?:no|')t|can ?not|can’t|won['’]t|not) be (?:undone|reversed|recovered|restored)\b|\birreversibl[ey]\b|\b(?:gone|deleted|removed) (?:forever|permanently|for good)\b|\bpermanently (?:deleted|removed|erased)\b/i

const past = 'added|created|inserted|deleted|removed|cleared|updated|changed|renamed|moved|marked|set|ticked|unticked|checked off|completed|finished|reopened|closed|snoozed|postponed|scheduled|rescheduled|saved|undone|reverted|put|crossed off|taken care of|sorted|reordered|switched'
const filler = '(?:all |just |now |already |successfully |gladly |also |both |finally )*'

const claims = [
  // "Done!", "Added it.", "Okay, deleted “milk”": at the start of a sentence, about something.
  new RegExp(`^(?:ok(?:ay)?|sure(?: thing)?|alright|all right|yes|yep|great|fine|got it|there(?: you go)?|voil[aà]|boom|and)?[\\s,.!:—–-]*${filler}(?:${past})(?=\\s*(?:$|[.!,;]|\\b(?:it|them|that|this|these|those|both|all|your|the|a|an|to|as|for|one|two|three|\\d)\\b|[A-Z“"'‹«]))`),
  /^(?:ok(?:ay)?|sure(?: thing)?|alright|yes|yep|great|fine|consider it|all|and)?[\s,.!—–-]*(?:all |both |is |it['’]s |it is |that['’]s |they['’]re )*done\s*(?:$|[.!,;]|\p{Extended_Pictographic}|✓)/iu,
  new RegExp(`\\bI(?:['’]ve| have| did)?\\s+${filler}(?:${past})\\b`, 'i'),
  new RegExp(`\\b(?:has|have|['’]s|['’]ve)\\s+${filler}been\\s+${filler}(?:${past})\\b`, 'i'),
  new RegExp(`\\b(?:is|are|it['’]s|they['’]re)\\s+(?:now|all|both)\\s+(?:${past}|done|gone|on (?:your|the) list)\\b`, 'i'),
  new RegExp(`\\b(?:was|were)\\s+(?:just |successfully |now )+(?:${past})\\b`, 'i'),
]

const unsure = /\b(?:not|never|nothing|none|cannot|unable|would|could|should|might|may|once|if|unless|until|when|whether|before|after|you(?:['’]ve| have)?(?: just| already)? \w+ed)\b|n['’]t\b/i

const claimsChange = (sentence: string): boolean => !sentence.endsWith('?') && !unsure.test(sentence) && claims.some((claim) => claim.test(sentence) || claim.test(lowerFirst(sentence)))

/** The claim at a sentence's start tells a capital after it from one in it, so only the first letter is made small. */
const lowerFirst = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1)

/** What stands in quotes is a row's name, or another's words. Bounded: a quote that is opened again and again must not be searched for its end each time. */
const withoutQuotes = (reply: string): string => reply.replace(/“[^”]{0,500}”|"[^"\n]{0,500}"|`[^`]{0,500}`|«[^»]{0,500}»/g, '“”')

const sentencesOf = (text: string): readonly string[] => (text.match(/[^.!?\n]+[.!?]*/g) ?? []).map((sentence) => sentence.trim()).filter(Boolean)
