import { doneNames, doneWords } from './lexicon.ts'

const joined = (text: string): string => text.trim().split(/\s*\n\s*/).join('|')

const softly = '(?:(?:please|kindly|just|possibly|perhaps|maybe|also|now|then|quickly|really|awfully|terribly|dreadfully|very much|very kindly|at all|ever so|so|be able to|go ahead and|try to|help me|help me to|manage to) )*'
const mostly = '(?:(?:most|very|so|ever so|really|rather|extremely|eternally|deeply|greatly|awfully|terribly|much|truly) )*'
const you = '(?:you|u)'
const would = '(?:would|could|can|might|will|were to)'
// "i'd" is one word; "it is" two.
const iWould = "(?:(?:i|we) (?:would|should|shall|will)|i'd|we'd|i'll|we'll)"
const itWould = "(?:(?:it|that) (?:would|will|is|'s)|it'd|that'd|it'll)"
const iAm = "(?:i was|we were|i am|we are|i'm|we're|i|was)"
const kind = '(?:great|kind|lovely|nice|good|wonderful|helpful|super|brilliant|handy|fantastic|perfect|amazing|cool|sweet|appreciated)'

/** Courtesy that leads a deed in and makes a request of it, each ending in a space. */
export const frames = new RegExp(`^(?:${joined(`
  ${iWould} be ${mostly}(?:grateful|obliged|thankful|glad|pleased|happy|delighted|appreciative)(?: to you)? if ${you}(?: ${would}|'d) ${softly}
  if ${you}'d ${softly}
  ${iWould} be ${mostly}(?:grateful|obliged|thankful|glad|pleased|happy|delighted|appreciative)(?: to you)? if you'd ${softly}
  (?:${iWould}|i|we) (?:do )?${mostly}appreciate (?:it )?${mostly}if (?:${you} ${would}|you'd) ${softly}
  ${itWould} be ${mostly}${kind} (?:of ${you} to|to|if ${you} ${would}|if you'd) ${softly}
  (?:might|may|could|can) i ${softly}(?:trouble|ask|bother|get|beg|have|request|persuade|impose on|impose upon|prevail upon) ${you} (?:to |for )?${softly}
  (?:would|do|will|could|can|might) ${you} ${softly}mind ${softly}
  (?:would|will|could|can|might|may|wo|won't) ${you} ${softly}(?:be (?:so (?:very )?(?:kind|good|nice) (?:as to|and)|(?:kind|good|nice) enough to|an? \\S+ and) )?${softly}
  (?:do )?be (?:so (?:very )?(?:kind|good|nice) (?:as to|and)|(?:kind|good|nice) enough to|an? \\S+ and) ${softly}
  ${iAm} (?:(?:just|rather|really|sort of|kind of) )*(?:wondering|wonder|hoping|hope) (?:(?:if|whether|that) )?(?:${you} ${would}|you'd) ${softly}
  (?:${iWould} (?:like|love|prefer|ask|need|want|beg)|(?:i|we) (?:would like|would love|should like|want|need|wish|require|ask|beg)|i'd like|we'd like|i'd love) ${you} to ${softly}
  (?:(?:perhaps|maybe|possibly) )?${you} (?:can|may|could|might) ${softly}
  (?:perhaps|maybe|possibly) ${you} would (?:be (?:so (?:very )?(?:kind|good|nice) (?:as to|and)|(?:kind|good|nice) enough to) )?${softly}
  please (?:to|do) ${softly}
  do please ${softly}
  pray (?!tell)${softly}
  (?:just )?go ahead and ${softly}
`)})`)

/** Courtesy that asks for nothing by itself and stands before a request of any kind. */
export const greetings = new RegExp(`^(?:${joined(`
  if ${you} (?:would|could|can|may|please|will|don't mind|do not mind|wouldn't mind|would not mind)(?: please| kindly| be so kind| be so good)? ,?
  if (?:it is|that is|it's) (?:not|no) (?:too much )?(?:of a )?(?:trouble|bother|problem)(?: for ${you}| at all)? ,?
  if it is not too much to ask ,?
  (?:i am|i'm|we are|we're) (?:very )?(?:pleased|happy|glad|delighted|sorry|sad|afraid) to (?:say|report|tell ${you})(?: that)? ,?
  if i (?:may|might|could)(?: just)?(?: ask| trouble ${you}| be so bold)? ,?
  (?:when|whenever|as soon as|if) ${you} (?:have|get|find) (?:a|the|some) (?:moment|minute|second|sec|chance|time|tick) ,?
  (?:i am afraid|i'm afraid|it turns out|as it turns out|i fear)(?: that)? ,?
  (?:unfortunately|sadly|luckily|fortunately|happily|(?:please )?(?:note|record|write down|enter|put down|take down) that|please note|(?:i am|i'm) (?:so |very )?sorry(?= ,)|for your information|fyi|heads up|just so you know|just to let you know|good news|for the record|turns out|before i forget|i almost forgot|almost forgot|while i am at it|while we are at it|while i'm at it|while you're at it|while you are at it|next thing|one more|basically|anyway|anyways|honestly|you know what|let me think|let me see|let's see|all right|okay so|alright so|hold on|hang on|one second|one sec|long story short|real quick|good day|dear me|oh dear|if you please|by all means) ,?
`).replaceAll(' ,?', ' (?:, )?')})`)

/** The same where a plain request follows at once; before anything else it may be part of what is told. */
export const hesitations = /^(?:awesome|perfect|lovely|brilliant|excellent|super|wonderful|sweet|nice|cool|great|good|do|like|look|see|man|dude|you know|i mean|ah|eh|righto|oh) (?:, )?/

/** The reader of the list is thought of as one who may do so by now: "I believe we can now …". Only a deed that the desk alone can do follows. */
export const permissions = new RegExp(`^(?:(?:i|we) (?:do )?(?:believe|think|reckon|suppose|guess|fancy|daresay|dare say|trust)(?: that)? (?:${you}|we) (?:can|may|could)|(?:(?:i|we) have |i've |we've )?decided to) ${softly}`)

/** What is to be made true: a statement of a value follows. */
export const wishesForState = /^(?:see to it that|see that|make sure that|make sure|ensure that|ensure) /

/** Before a question. */
export const askings = /^(?:(?:please )?(?:remind|tell) me (?:again )?(?:, )?(?:(?:if you (?:would|please|could)|please) (?:, )?)?(?=(?:what (?:is|are|do|have)|which|how (?:many|much)|when (?:is|are)) )|(?:(?:i would|i should|i'd|we'd|we would) (?:like|love) to know|do you (?:happen to )?know|pray tell|any idea|i wonder|i was wondering) (?:, )?(?=(?:what|which|how (?:many|much)|when|the|if|whether) ))/

/** Said behind a request; they change nothing. */
export const tails = new RegExp(`(?:^| )(?:, )?(?:${joined(`
  if you (?:don't|do not|wouldn't|would not) mind
  if (?:it is|that is|it's) (?:not|no) (?:too much )?(?:of a )?(?:trouble|bother|problem)
  if you would be so kind|if you'd be so kind|if you could please
  (?:that|it) would be ${mostly}${kind}|that'd be ${mostly}${kind}
  thank you (?:so|very|ever so) much(?: indeed)?|thanks (?:so|very) much|thanks (?:a million|a bunch|again|ever so)|thank you (?:kindly|again|in advance|indeed)|with thanks|many many thanks
  (?:much|greatly) (?:appreciated|obliged)|i'd appreciate it|i would appreciate it|i appreciate it
  while (?:you are|you're) at it
  there is a (?:dear|love|good chap|good fellow|good girl|good boy)|pretty please|please and thank you
`)}|, (?:my dear|my good man|good sir|sir|madam|lol|haha|hehe|that is all|i fear|i am afraid|i'm afraid|sadly|luckily|i am glad to say|i'm glad to say|(?:silly|bad|stupid) idea|(?:i |i've |i have )?changed my mind|i got that wrong|i got it wrong|i had that wrong|my mistake|my bad))$`)

/** Whole sentences of courtesy beside a request. */
export const courtesies = /^(?:(?:i )?(?:do )?hope (?:you are|you're|this finds you|all is|everything is|that you are) (?:doing )?(?:well|fine|ok|okay)|how are you(?: doing)?(?: today)?|good day(?: to you)?|nice to meet you|(?:it is|this is) me again|me again|sorry to (?:bother|trouble|disturb) you(?: again)?|i hate to (?:bother|trouble) you|pardon me|excuse me|forgive me)$/

/** Regrets what was done; alone they ask for nothing. */
export const regrets = /^(?:oops |whoops |oh no |sorry |no |, )*(?:that (?:was|is) (?:all )?(?:wrong|a mistake|my mistake|not right|not what i (?:meant|wanted|said)|an accident|the wrong one)|my mistake|my bad|i made a mistake|i messed up|i did not mean (?:that|to do that)|i didn't mean (?:that|to do that)|wrong one) /

/** Sounds that are no words. A capital one may be a name. */
export const hums = /^(?:u+gh+|a+r+gh+|phew|o+mg|s+oo+|y+a+y+|wo+w+|lol|u+h+|u+m+|uhm+|erm+|h+m+m*|uh-huh|mhm)$/

/** True for a state that something done brings about: "see to it that milk is bought" may be a chore. */
export const isBroughtAbout = (norm: string): boolean => doneWords.has(norm) || doneNames.has(norm) || norm.endsWith('ed')
