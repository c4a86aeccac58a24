import { dictionary } from '../../app/dictionary.ts'
import { phrases } from './words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** What a clause may begin with, by what it then means. The longest phrase wins. */
export const verbs = {
  /** Whatever follows is a new row. */
  add: phrases(`add, add in, insert, create, append, i need to remember to, i have to remember to, i must remember to, i must not forget to, i mustn't forget to, i should remember to, i can't forget to, note down, jot down, write down, put down, take down, register, enter, remind me to, remind me about,
    remind us to, don't let me forget to, don't forget to, do not forget to, don't let me forget, remember to, remember to add, don't forget to add, do not forget to add, also add, add also, type in, key in, queue up, make a note to`),
  /** A new row only if a table or a list is named. */
  addTo: phrases(`new, another, one more, make, make me, put, put in, stick, pop, get, log, note, save, track, store, schedule, plan, record, open, start, set up, give me, write, include, i want, i need, we need, we want a new, we would like a new, we'd like a new, i would like, i'd like,
    throw, chuck, drop, place, file, capture, remember, i have, i've got, there is, a new, begin, slot in, squeeze in, have, we have, tack, pencil in, keep, raise, issue, draw up`),
  /** A new row only if what follows is something to do. */
  mustDo: phrases(`i need to, i have to, i must, i've got to, i got to, i gotta, we need to, we have to, we must, we've got to, i still need to, i still have to, i also need to, i also have to`),
  finish: phrases(`finish, tick the box for, tick the box of, check the box for, put a tick next to, put a check next to, put a tick by, strike out, cross through, all done with, finish off, finish up, complete, tick, tick off, check, check off, cross off, cross out, mark off, done with, close, close out, resolve, wrap up, i finished, i have finished, i've finished, i just finished,
    i completed, i have completed, i've completed, i just completed, i've done, i have done, i am done with, i'm done with, we finished, we are done with, we're done with, strike off, close off, tick out, cross, strike`),
  reopen: phrases(`untick, uncheck, reopen, re-open, unmark, unfinish, uncomplete, open up again`),
  delete: phrases(`delete, remove, erase, scrap, bin, trash, drop, discard, get rid of, throw away, throw out, kill, destroy, purge, wipe, wipe out, dump, ditch, toss, toss out, rub out, take off, get rid off, take, chuck out, axe, eliminate, withdraw, strike, expunge, rm, del`),
  clear: phrases(`clear, clear out, clear away, clean up, clear up, empty, unset, reset, blank, blank out, wipe, remove, delete, erase, take away, take off, sweep away, clean out, take, strip, drop, withdraw`),
  rename: phrases(`rename, retitle, change, replace, edit, correct, amend, reword, update, turn, relabel, rephrase, alter, fix, revise`),
  set: phrases(`set, bring, change, update, make, put, edit, adjust, modify, give, assign, turn, switch, mark, flag, move, reschedule, postpone, push, push back, bring forward, shift, delay, defer, put off, reassign, label, tag, rate, let,
    schedule, shove, raise, increase, lower, reduce, decrease, bump, bump up, lift, link, connect, attach, fix, correct, alter, enter, fill in, record, note,
    amend, revise, upgrade, downgrade, promote, demote, drop, drop down, knock, knock down, cut, cut down, mark down, put down, note down, up, advance, place, take, reprice`),
  move: phrases(`move, mv, shove, put, bring, push, shift, drag, place, send, pull, slide, reorder, rank, get`),
  show: phrases(`show, ls, show me, show us, list, display, view, see, open, print, give me, get me, let me see, pull up, bring up, read, read me, read out, tell me, what is on, what are on, what is in, what are in, what do i have on, what do i have in, what have i got on, what have i got in,
    what do i have, what have i got, what are, what is, which, what, are there, is there, do i have, have i got, any, have we got, do we have, can i see, can i have, could i see, may i see, i want to see, let us see, let's see, what is there on, what else is on, go to, take me to, what is still on,
    what's, where are, list out, list all, bring me, fetch, who are, who is on, who is in, show all, open up, look at, check, review, what do we have, what do we have on, what do i have to do, what do i need to do, what should i do, what must i do, what do we need to do, is anything, is there anything, is there something, do i have something, do i have anything, have i got anything, do i still have, do we still have, have i still got, anything, print out, tell me what is, tell me what is on, tell me which, show me what is, show me which, show what is, what is coming up, what have we, what else is, have i anything, have we anything, have i any, have we any, what is on my plate, what have i got on my plate, what do i have on my plate, what is on my agenda, what is on my calendar, what is on my schedule, what do i have planned, what have i got planned, what have i planned, what do i have going on, what do i have coming up, what have i got coming up, what have i got going on, what do i need to get done, what do i have to get done, list what is, show me what, list what, tell me what`),
  count: phrases(`how many, count, number of, the number of, what is the number of, count up, how much, tell me how many, what number of, give me the number of, what is the count of, give me a count of`),
  find: phrases(`find, find me, search, search for, look for, look up, where is, locate, hunt for, hunt down, look me up, dig up, search me`),
  has: phrases(`is, are, do i have, have i got, do we have, is there, did i add, have i added, do i already have, have i already added, are there, did we add, have we got, does my list have, does my list contain, does the list have, does the list contain, did i put, have i put, did we put, have we put, did i write, have i got, have we added`),
} as const

/** Ask for all that is still open; those that end in "to", "be", "I" or "everything" want a verb. */
export const leftQuestions = phrases(`what do i still have to, what do i still need to, what do i have to, what do i need to, what else do i have to, what else do i need to, what am i supposed to, what are we supposed to, what am i meant to, what do we still have to, what do we still need to, what do we have to, what do we need to, what have i still got to, what have i got to,
  what is left to, what do i have left to, what is there left to, what is there still to, what is there to, what is still to, what is still to be, what else is there, what else is there to, what else is to, anything else to, is there anything else to, is there anything to, anything else i have to, anything else i need to, what else is on, what else is left,
  what is next, what comes next, what is up next, what remains, what remains to, what remains to be, what needs doing, what still needs doing, what needs to be, what still needs to be, what has to be, what still has to be, what is still missing, what do i still need, what do we still need, what do i need, what do we need,
  what haven't i, what have i not, what haven't we, am i free of, am i done with, am i finished with, are we done with, is everything, is all`)

/** Said for politeness or to begin; they change nothing. */
export const openers = phrases(`please, pls, plz, kindly, hey, hi, hello, ok, okay, so, well, now, then, also, and, yes, yeah, right, alright, good, just, quickly, go ahead and, do me a favour and, do me a favor and, be a dear and, be a star and, when you can, when you get a chance, if you can, if possible, mate, dear, prentice, apprentice, dear apprentice, hi there, hello there, hey there, oh, ah, first, next, finally,
  let's, lets, let us, yo, morning, evening, good afternoon, good evening, quick one, quick question, feel free to, be so kind as to, be so kind and, thanks, cool, great, good morning, good evening, after that, plus, additionally, and also, and then, and please, by the way, btw, one more thing, would you kindly, great now`)
/** Said at the very start, where there is nothing yet that they could take back. */
export const starters = phrases(`actually, wait no, no wait, nvm, nevermind, never mind, guess what, oops, whoops, oh no, no wait, wait, hmm, hm, uh, um, er, erm, sorry, listen, ah well`)
/** Asks for a deed in the form of a question. */
export const requests = phrases(`can you, could you, would you, will you, can we, could we, shall we, i want you to, i need you to, i would like you to, i'd like you to, can you please, could you please, would you mind, do you mind, mind, would you please, you can, you may, you could, can you just, could you just, i'd love you to, i'd appreciate it if you could, i would be grateful if you could, i'd be grateful if you could, i would appreciate it if you could, it would be great if you could, you should, would you be so kind as to, can u, could u`)
/** A wish; it does not say that something is finished. */
export const wishes = phrases(`i want to, i should like to, we should like to, i'd like to, i would like to, i wanna, i wish to, i'd love to, we want to, we'd like to, i need to, i have to, we need to, i just want to`)
/** Said at the end; they change nothing. */
export const closers = phrases(`please, just now, actually, pls, plz, thanks, thank you, thx, cheers, too, also, as well, for me, right now, right away, if you can, if you could, if you please, would you, will you, can you, could you, if you would, thanks a lot, thank you very much, many thanks, ta, thanks in advance, mate, if possible, when you get a chance, real quick, quickly, when you can, ok, okay, now, immediately, at once, btw, by the way, from now on, as of now`)

/** What a row that needs nothing more is called. */
export const doneWords = words('done finished complete completed ticked checked closed resolved over')
/** What a row that still needs something is called. */
export const openWords = words('open unfinished pending remaining incomplete undone unticked unchecked outstanding unresolved left todo active')
/** Names of checkboxes and choices that mean "needs nothing more". */
export const doneNames = words('done finished finish complete completed closed resolved ticked checked shipped read watched bought paid packed cooked played solved')
/** Tables with such a name hold things to do. */
export const listNames = words('task todo chore errand reminder job item step action assignment ticket shopping grocery groceries')
/** What any table may be called. */
export const anyList = words('list table items item entries entry ones one things thing rows row stuff records record lists')
/** Stand before a name and are no part of it. */
export const articles = words('the a an my our your some this that these those his her their its')
/** Left aside when a row's name is compared: they carry little. */
export const weakWords = words('the a an my our your some of to for at on in with and')
/** They turn what was said around, or make it depend on something; no rule here understands them. */
export const turnWords = words(`not don't dont dnt doesn't didn't won't can't cannot never no without but unless instead except if because although though whether actually wait rather maybe perhaps probably isn't aren't wasn't shouldn't wouldn't couldn't else otherwise nothing neither nor only then`)
/** Point at something said before. */
export const pronouns = words('it that this them those these both one')
/** Asked of the apprentice or the desk itself, not of a table: "create a summary", "add a column". */
export const otherThings = words('summary list table view field column app poem story joke chart graph report song picture image backup copy comment page button link tab filter rule habit folder file document function program script website game password account user bit little touch lot pinch dash spoonful handful')

/** Degrees say too little alone ("milk is low"): a statement must name their field. */
export const degrees = words('low medium high middle small large big little normal good bad great fine ok okay cheap hot cold new old important crucial critical essential minor trivial unimportant')

/** Fields with such a name say how much a row matters. */
export const importanceNames = words('priority prio importance urgency')
/** Words for what matters more or less, and the choices that they may mean: the first of them that a field has. */
export const importances: readonly { readonly said: string; readonly means: readonly string[] }[] = [
  ...['urgent', 'pressing', 'top priority', 'highest priority', 'critical', 'crucial', 'important', 'essential'].map((said) => ({ said, means: ['urgent', 'critical', 'high', 'important', 'top'] })),
  ...['normal', 'medium'].map((said) => ({ said, means: ['normal', 'medium'] })),
  ...['unimportant', 'minor', 'trivial'].map((said) => ({ said, means: ['low', 'unimportant', 'minor'] })),
]

/** What the name of a field may also be called. */
export const fieldSynonyms: Readonly<Record<string, readonly string[]>> = dictionary({
  due: ['due date', 'deadline', 'due day', 'date'], deadline: ['due', 'due date', 'date'], date: ['day', 'when'], email: ['e-mail', 'mail', 'email address', 'mail address', 'e-mail address'], mail: ['email', 'e-mail'],
  phone: ['telephone', 'phone number', 'number', 'mobile', 'tel', 'telephone number'], name: ['title'], title: ['name'], amount: ['value', 'price', 'cost', 'worth', 'sum'], value: ['amount'], price: ['cost', 'amount'], cost: ['price'],
  url: ['link', 'website', 'web address', 'address', 'web site', 'site'], website: ['url', 'link', 'web address'], link: ['url', 'website'], notes: ['note', 'comment'], note: ['notes', 'comment'], priority: ['prio', 'importance'], rating: ['stars', 'score', 'grade'], stars: ['rating', 'score'],
  company: ['employer', 'firm', 'organisation', 'organization'], status: ['state'], next: ['next step', 'next action', 'next move', 'next thing'], state: ['status'], stage: ['state', 'status', 'phase'], description: ['text', 'details'], birthday: ['birth date', 'date of birth'], quantity: ['amount', 'number', 'qty'], weight: ['kg', 'kilos', 'kgs', 'lbs'], distance: ['km', 'kilometres', 'kilometers', 'miles'], minutes: ['min', 'mins'], expected: ['expected close', 'close date', 'closing date', 'expected date'], duration: ['minutes', 'mins'],
})
/** Which fields a word before a value may mean. */
export const prepositions: Readonly<Record<string, ReadonlySet<string>>> = dictionary({
  by: words('author artist creator writer director composer maker brand painter band designer photographer singer owner publisher performer inventor breeder developer studio architect by poet brewery brewer'),
  from: words('from author artist source sender origin company store shop seller vendor country supplier city brand employer label region giver organisation organization team department nursery maker'),
  with: words('with partner attendee attendees contact guest person client customer companion host'),
  for: words('for client customer contact project recipient person patient purpose company account owner assignee household'),
  to: words('to recipient destination assignee addressee assigned'),
  at: words('at company employer place location venue shop store organisation organization school office address restaurant bar club gallery museum'),
  in: words('in location place room city country genre category language stage status state project shelf list bed box folder section area house season region'),
  on: words('on topic subject platform channel shelf place location room'),
  about: words('about topic subject theme'),
  under: words('under category project folder section topic shelf'),
  of: words('of genus family type kind make'),
  worth: words('worth amount value price cost'),
  costing: words('amount price cost value'),
  over: words('amount value'),
  totalling: words('amount value price cost'),
  rated: words('rating stars score grade'),
})
/** A row that begins with one of these is something to do. */
export const doings = words(`answer apply arrange ask assemble attend bake bath bathe bleed book borrow bring brush build buy call cancel change charge check choose clean clear close collect come compare complete compose confirm contact cook copy cut cycle
  debug decide decorate deliver deploy design develop dig discuss do download draft draw drink drive drop dust eat edit email e-mail empty exercise explore feed fetch figure file fill find finish fix fold follow get give go google grab greet hand hang hire hoover host
  install invite iron join jog learn leave lend look mail make measure meet mend message mop move mow negotiate open order organise organize pack paint pay phone pick plan plant play polish post practice practise prep prepare present print proofread publish pull purchase push put
  read rebook record recycle refactor refill register remove renew rent repair replace reply report repot research reserve return review revise ring rinse run save scan schedule sell send service set settle sew sharpen shave ship shop shovel sign sketch skype sleep sort speak start stop
  store study submit sweep swim switch take talk teach tell test text thank throw tidy train transfer translate trim try tune turn unpack update upgrade upload use vacuum visit wait wake walk wash watch water wax weed weigh withdraw work wrap write`)
/** Before a date, and nothing else. */
export const dateWords = words('due on by at for until till before from since')
