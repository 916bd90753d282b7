/** Words that customers and apps are called, and that anybody may write: found only as whole words, and to be overridden. */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `about access account active admin agent alpha android app application audio auth back beta blue board bridge broadcast
  browser bright call calls camera care center central chat class classroom clear client clinic cloud common company
  conference connect consult contact core course customer daily dashboard data default demo desk desktop device digital
  direct doctor edge education events express field first flow focus general global green group health hello help home
  host inside interview ios join lab legal lesson light line link live local main manager market media meet meeting
  meetings message mobile network news next north office one online open partner people phone plus point portal power
  practice premium prime pro prod production project public quick radio remote retail room rooms sales school screen
  secure service session share shop simple sky smart social south spark speed stage staging star start status stream studio
  support sync talk teach teacher team teams test today training travel trust tutor unit video view virtual visit visits
  voice wave web webinar west word work world zone north east red white black silver gold health clinic court bank`.split(
    /\s+/,
  ),
)
