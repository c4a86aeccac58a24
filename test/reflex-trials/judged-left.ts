/** What is near to what the eight people said, and changes nothing on their desk. */
export const judgedLeft: readonly string[] = [
  'give Emma another week', 'Tom is now at the pub', '5 is a lot', 'the movie gets 4 stars', 'I gave Emma a book', 'Ada is nice, delete it', 'Tom is now at home',
  'double the fun', 'cut the crap by 10%', 'raise Emma by hand', 'give me one more week', 'the plumber came two days later', 'if the plumber comes, move him two days later', 'I never finished Emma, rate it 1',
  'she said the dentist is done, tick it off', 'does Emma deserve a 5', 'Emma deserves better', 'the orchid had a note saying thank you', 'set the table where we eat', 'rate my joke 5', 'dnt delete the passport',
  'Book Dune, it is good', 'I finished Emma on friday, rate it 4 and lend it to Tom', 'set dune to 4, i was joking', 'delete everything I wrote',
]
