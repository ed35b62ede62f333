//! The table of rules. [`rule`](super) explains an entry: how its findings count by default, what it finds, why that
//! matters, and what to do about it.

super::rules! {
    HouseStyle = "What the house style asks for" {
        MissingField = "missing-field" (Warning) {
            finds: "a field that the house style expects is not under `[front]`",
            why: "The council's report form asks for it, and members look for it.",
            remedy: "Give it, or write why there is nothing to say.",
        }
        AssumedNone = "assumed-none" (Warning) {
            finds: "a section that nobody wrote is printed as “None”",
            why: "That there are no implications is a statement to the committee, and nobody has made it.",
            remedy: "Write the section, even if it is `None`.",
        }
        MissingSection = "missing-section" (Warning) {
            finds: "a section that the house style expects is not in the paper",
            why: "The council's report form asks for it, and a decision taken without it can be challenged.",
            remedy: "Add the section with its `id`, even if it only says that there are no implications, and why.",
        }
        BareNone = "bare-none" (Warning) {
            finds: "a section that the house style expects says only that there is nothing to say",
            why: "Members cannot tell whether somebody looked, and a decision taken without it can be challenged.",
            remedy: "Say in a sentence why there is none.",
        }
        UnplacedField = "unplaced-field" (Warning) {
            finds: "a field under `[front]` has no place in the house style",
            why: "It is not printed, so what its author meant to say is lost.",
            remedy: "Correct its name, or say it in a section.",
        }
        UnplacedSection = "unplaced-section" (Warning) {
            finds: "a section has an `id` that the house style does not know",
            why: "It stands among the others instead of where the form has it.",
            remedy: "Correct the `id`, or give the section a heading and no `id`.",
        }
        UnplacedPart = "unplaced-part" (Warning) {
            finds: "the house style has no place for something that the paper has",
            why: "It stands at the end of the paper, where its readers may miss it.",
            remedy: "Add a part of that kind to the house style.",
        }
        MissingFont = "missing-font" (Warning) {
            finds: "a font that the house style names is not there",
            why: "Another one stands in its place, and the paper does not look as the council wants it.",
            remedy: "Put the font's files into the workspace's `fonts` folder, or name another one.",
        }
    }

    Law = "Law and publication" {
        LatePublication = "late-publication" (Warning) {
            finds: "an agenda or an item was published with too few clear days of notice",
            why: "It can be taken only as urgent, for reasons that the minutes specify (Local Government Act 1972, section 100B).",
            remedy: "Publish in time, or say why the item is urgent and why it is late.",
        }
        NoExclusion = "no-exclusion" (Warning) {
            finds: "an item is not for publication and no item before it excludes the press and public, or something in one is and none does",
            why: "The public may stay unless the meeting resolves otherwise (Local Government Act 1972, section 100A(4)).",
            remedy: "Add an item with `standing = \"exclusion\"` before it.",
        }
        RestrictedPaper = "restricted-paper" (Warning) {
            finds: "a paper holds something that is not for publication",
            why: "A version of it must not be published (Local Government Act 1972, section 100B(2) and Schedule 12A).",
            remedy: "Publish the file without `-restricted` at the end of its name, and only that.",
        }
        ConfidentialExempt = "confidential-exempt" (Warning) {
            finds: "something is called confidential that the Act calls exempt",
            why: "The public must be excluded for confidential information, and may be for exempt information after a test of the public interest (Local Government Act 1972, section 100A(2) to (4)).",
            remedy: "Call it exempt, and name the paragraph of the Schedule; or name who forbids its disclosure.",
        }
        KeyDecision = "key-decision" (Warning) {
            finds: "a report on a key decision does not say why it is one, or when notice of it was given",
            why: "A key decision may be taken only after 28 clear days of notice (Executive Arrangements Regulations 2012, regulations 8 to 11).",
            remedy: "Say by which test it is a key decision, and when the notice of it was published.",
        }
        ExemptBackgroundPaper = "exempt-background-paper" (Warning) {
            finds: "a background paper is listed that is not for publication",
            why: "Background papers are open to inspection by anyone; an exempt one need not be listed, a confidential one may not (Local Government Act 1972, section 100D(4)).",
            remedy: "Take it out of the list.",
        }
        SaysOpen = "says-open" (Error) {
            finds: "a paper that is not for publication says that it is open",
            why: "Readers go by what a paper says of itself; one of the two is wrong.",
            remedy: "Say that it is not for publication, or take the mark away that withholds it.",
        }
        SaysExempt = "says-exempt" (Error) {
            finds: "an open paper, or an open part of one, says that it is not for publication, or follows the exclusion of the public where nothing is withheld",
            why: "Words such as “exempt” withhold nothing; only a mark does, and a reader who meets them in public finds a secret.",
            remedy: "Withhold it with a mark, or say that it is open.",
        }
        ExemptAdrift = "exempt-adrift" (Warning) {
            finds: "a key that withholds is written against the group below it, apart from its own",
            why: "It withholds the group above it, and the one that it was meant for is published.",
            remedy: "Write it below the head of the group that it withholds.",
        }
        MayBeExempt = "may-be-exempt" (Warning) {
            finds: "something in a paper or an agenda, in an open PDF from outside, or in the name of a file may say that it is not for publication",
            why: "A line such as “Private” can be a stamp or an answer in a form; only a person can tell.",
            remedy: "Withhold what it stands on, take the line away, or accept it with a reason.",
        }
        WithheldRepeated = "withheld-repeated" (Error, fixed) {
            finds: "open text repeats what is withheld elsewhere in the workspace, or an open paper uses a file that is",
            why: "What is said in one public paper is no longer secret in another (Local Government Act 1972, section 100B(2)).",
            remedy: "Take it out, withhold it there too, or accept it with a reason where everyone may read it.",
        }
        WithheldWord = "withheld-word" (Warning) {
            finds: "open text says a name, a day, a sum, a reference, an address, a telephone number or a short sentence that otherwise only withheld text does",
            why: "A reader may put together what is withheld from what is not (Local Government Act 1972, section 100B(2)).",
            remedy: "Take it out, withhold it here too, or accept it with a reason.",
        }
        WithheldTold = "withheld-told" (Warning) {
            finds: "totals or lists that everyone reads tell a withheld figure, or how a withheld action or measure stands",
            why: "What is left over when all that is shown is taken from a total is what was withheld.",
            remedy: "Withhold the total too, or put what is withheld into a plan of its own; or accept it with a reason.",
        }
        Leak = "leak" (Error, fixed) {
            finds: "withheld words stand in a file for the public",
            why: "What is published cannot be taken back (Local Government Act 1972, section 100B(2) and Schedule 12A).",
            remedy: "Take the words out of the public text that repeats them, or mark that text as exempt too.",
        }
    }

    Consistency = "Consistency" {
        Contradiction = "contradiction" (Warning) {
            finds: "prose says otherwise than the data of the paper",
            why: "Members are given two figures or two days for one thing, and cannot know which is right.",
            remedy: "Bring the figure in with the expression that is offered, or correct the data.",
        }
        Unsourced = "unsourced" (Warning) {
            finds: "a day, a percentage or a sum that no data of the paper give, though they give nearly all others",
            why: "It is likely a slip of the hand; and where it is not, nobody can say later where it is from.",
            remedy: "Check it, and bring it in with an expression; or give it a place in the data.",
        }
        MeetingCommittee = "meeting-committee" (Warning) {
            finds: "a report was written for another committee than the one that meets",
            why: "The paper would print a committee that does not consider it.",
            remedy: "Correct `committee` in the report or in the meeting's file.",
        }
        MeetingDate = "meeting-date" (Warning) {
            finds: "a report was written for another day than that of the meeting",
            why: "The paper would print the wrong day, and give figures as at that day.",
            remedy: "Correct `meeting` in the report, or `date` in the meeting's file.",
        }
        TwoDates = "two-dates" (Warning) {
            finds: "a paper, or two papers of one day, give two dates for one event",
            why: "Readers cannot know which is right, and what depends on the date may be wrong, too.",
            remedy: "Correct the one that is wrong, or say that there were two.",
        }
        TwoFigures = "two-figures" (Warning) {
            finds: "two papers of one day give two figures for one thing",
            why: "Members read both, and trust neither.",
            remedy: "Correct the one that is wrong, or say what each counts, and when.",
        }
        WrongWeekday = "wrong-weekday" (Warning) {
            finds: "a day of the week is not that of the date after it",
            why: "Readers do not know which of the two is meant, and may come on the wrong day.",
            remedy: "Correct the day of the week or the date.",
        }
        ImpossibleDate = "impossible-date" (Warning) {
            finds: "a date is not in the calendar, or has its month first",
            why: "Readers cannot know which day is meant, and may miss it.",
            remedy: "Check the day, the month and the year.",
        }
        RepeatedSection = "repeated-section" (Warning) {
            finds: "two sections have one id",
            why: "The paper prints one heading twice, and what stands under the second is looked for under the first.",
            remedy: "Put both texts under one section, or give the second a heading of its own.",
        }
        RepeatedParagraph = "repeated-paragraph" (Warning) {
            finds: "a paragraph stands in the paper twice",
            why: "It was mostly pasted by mistake, and one of them goes out of date when the other is changed.",
            remedy: "Remove one of them, or refer to it.",
        }
        TableTotal = "table-total" (Warning) {
            finds: "a total in a table is not the sum of its figures, or an average is beyond all of them",
            why: "Members add up, and trust no other figure of a paper in which one is wrong.",
            remedy: "Correct the total or the figure that is wrong.",
        }
        WrongShare = "wrong-share" (Warning) {
            finds: "a percentage, or a share in words, is not that of the numbers beside it",
            why: "Members work it out, and trust no other figure of a paper in which one is wrong.",
            remedy: "Correct the percentage or the number, or say what it is a share of.",
        }
        WrongSum = "wrong-sum" (Warning) {
            finds: "figures in a sentence do not add up to the sum that it gives",
            why: "Members add up, and trust no other figure of a paper in which one is wrong.",
            remedy: "Correct the sum or the part that is wrong, or say that the figures were rounded.",
        }
        MisplacedComma = "misplaced-comma" (Warning) {
            finds: "the commas in a number do not stand between thousands",
            why: "A nought too many or too few makes ten times the sum, and readers cannot tell which was meant.",
            remedy: "Check the number, and write a comma before every three digits from its end.",
        }
        MissingReference = "missing-reference" (Warning) {
            finds: "something is referred to by hand that the paper does not have, or by where it stands on a page",
            why: "Its number was typed, and was right until something before it came or went.",
            remedy: "Give what is meant a label, and refer to it with `ref`, which always has the right number.",
        }
        UnmentionedAppendix = "unmentioned-appendix" (Warning) {
            finds: "no text of a report speaks of an appendix",
            why: "Readers do not know why it is there or when to turn to it.",
            remedy: "Say in a section what it shows, or leave it out.",
        }
        UnsupportedRecommendation = "unsupported-recommendation" (Warning) {
            finds: "the body of a report never speaks of what is recommended",
            why: "Members are asked to decide without the facts, and a decision without them can be challenged.",
            remedy: "Say in a section what the recommendation rests on, or correct it.",
        }
        UnrecommendedDecision = "unrecommended-decision" (Warning) {
            finds: "the body of a report asks for a decision that is not among its recommendations",
            why: "The committee resolves what is recommended; what only the text asks for is not decided.",
            remedy: "Add a recommendation, or take it out of the text.",
        }
        UnnamedSource = "unnamed-source" (Warning) {
            finds: "a report gives figures about actions or measures and names no data, though a plan lies beside it",
            why: "What it says is held against nothing, so that a wrong figure goes unnoticed.",
            remedy: "Name the plan under `[sources]`, or accept the finding if the report is about something else.",
        }
        NoRecommendation = "no-recommendation" (Warning) {
            finds: "a report has no recommendation, though a section is headed as such or the house style expects some",
            why: "What a section asks for is a text like any other: it has no number as a recommendation, and no agenda or minutes can list it.",
            remedy: "Write each as a recommendation, or say that the paper is for information.",
        }
        WrongTense = "wrong-tense" (Warning) {
            finds: "something is to come on a day that is past, or happened on a day that is yet to come",
            why: "It was mostly true of an earlier paper, and members ask what became of it.",
            remedy: "Say what became of it, or correct the date.",
        }
        AcronymTwice = "acronym-twice" (Warning) {
            finds: "an acronym is explained in two ways, or twice",
            why: "Readers cannot know whether one thing is meant or two.",
            remedy: "Write it in one way, and explain it once.",
        }
        TwoNames = "two-names" (Warning) {
            finds: "a body, a post or an acronym is written in two ways, or another committee is asked than the paper is for",
            why: "Readers cannot know whether one is meant or two, and a search finds only half.",
            remedy: "Write it in one way.",
        }
        OtherVoice = "other-voice" (Warning) {
            finds: "a sentence speaks as another body does: “our inspectors”, “as a Trust, we”",
            why: "It was pasted from what that body wrote, and readers take it for what the council says.",
            remedy: "Say who says it, or put it between quotation marks.",
        }
        DoubledWord = "doubled-word" (Warning) {
            finds: "a small word was typed twice",
            why: "It is a slip that readers stumble over.",
            remedy: "Remove one of them.",
        }
    }

    Evidence = "Evidence and finish" {
        OverdueNoUpdate = "overdue-no-update" (Warning) {
            finds: "an action of a plan fell due more than a month ago and has no update since",
            why: "The committee sees it as late and cannot see why, or it was done and nobody said so.",
            remedy: "Add an update that says how it stands.",
        }
        UnreportedAction = "unreported-action" (Warning) {
            finds: "a plan has reports, and none of them says how an action stands that may have begun",
            why: "The paper would count it as not started, which nobody has said.",
            remedy: "Add an update that says how it stands, even if it has not begun.",
        }
        MilestoneAfterEnd = "milestone-after-end" (Warning) {
            finds: "an action of a plan is complete, and a milestone of it is not reached or was reached later",
            why: "A paper that counts it as done, and a step towards it as overdue, contradicts itself.",
            remedy: "Give the milestone its `met`, or correct the status of the action or the day.",
        }
        MilestoneBeforeStart = "milestone-before-start" (Warning) {
            finds: "a milestone of an action was reached, and the action is not started, or starts after that",
            why: "The paper would say of one piece of work that it has not begun and that a part of it is done.",
            remedy: "Add an update that says how the action stands or when it started, or correct the milestone.",
        }
        SameAction = "same-action" (Warning) {
            finds: "two actions of a plan say the same, in one area or for one lead",
            why: "It is counted twice in every figure, and nobody knows which of the two a report is about.",
            remedy: "Keep one of them, or say what sets them apart.",
        }
        UnexplainedDelay = "unexplained-delay" (Warning) {
            finds: "an action of a plan is behind, at risk or overdue, and no update since it became so has a `reason`, `impact` or `mitigation`",
            why: "Members are asked to accept a delay whose cause and remedy they cannot see.",
            remedy: "Give its last update a `reason`, an `impact` and a `mitigation`.",
        }
        ImpactNamesActivity = "impact-names-activity" (Warning) {
            finds: "evidence that is called impact reads as an activity",
            why: "Reviewers tell what was done from what changed for people, and will ask for the second.",
            remedy: "Say what changed and by how much, or call it an activity.",
        }
        CompleteNoEvidence = "complete-no-evidence" (Off) {
            finds: "an action of a plan is complete and no evidence is given",
            why: "Inspectors and reviewers ask what shows that it was done, and what changed for people.",
            remedy: "Add evidence to the update that completed it.",
        }
        Placeholder = "placeholder" (Warning) {
            finds: "a note or a placeholder of a form was never filled in",
            why: "A paper that goes out with it looks unfinished, and may lack what was to be decided on.",
            remedy: "Write what belongs there, or remove it.",
        }
        TooLarge = "too-large" (Error) {
            finds: "a word, a paragraph, a table or a paper is larger than can be typeset in reasonable time and memory",
            why: "Nobody reads it, and an office computer may run out of memory over it.",
            remedy: "Split it, or give the data as a file of their own.",
        }
        UnsaidRed = "unsaid-red" (Warning) {
            finds: "a report speaks of a plan and no sentence mentions its actions that are behind or overdue",
            why: "Members see what goes well, and learn of the rest when it is too late to ask.",
            remedy: "Say which they are, why, and what is done about it.",
        }
        PersonalData = "personal-data" (Warning) {
            finds: "a paper or an open PDF from outside has what can identify a private person: a number, a date of birth, a home, a private address or telephone",
            why: "Papers are read by anyone (UK GDPR, Article 5(1)(c) and (f)).",
            remedy: "Take it out, or mark the paragraph as exempt.",
        }
    }

    Figures = "Figures and their days" {
        StaleData = "stale-data" (Warning) {
            finds: "the position of a plan is taken three months or more after its last update, with actions open",
            why: "Members would take for the present what was last known long ago.",
            remedy: "Add the updates since then, or give the day of the figures with `as-at`.",
        }
        FiguresDay = "figures-day" (Warning) {
            finds: "figures are wanted as at a day before the plan was submitted, or as at another day than the review's",
            why: "A plan has no position before it, and a review speaks of the day it was held.",
            remedy: "Give a day that the data can speak of.",
        }
        LaterData = "later-data" (Warning) {
            finds: "a plan reports something after the day of the paper, or years after the last day that it plans for",
            why: "What is reported later is left out of the figures, and a slip in a year shifts all of them.",
            remedy: "Correct the date, or give the day of the figures with `as-at`.",
        }
        MoreThanWhole = "more-than-whole" (Warning) {
            finds: "a percentage is over 100 where most of its measure are not",
            why: "No part is more than its whole; a point that was left out makes 881% of 88.1%.",
            remedy: "Correct the value, or accept the finding if it is no part of a whole, as spending against a budget is not.",
        }
        LessThanNone = "less-than-none" (Warning) {
            finds: "a share or a count is below zero where most values of its measure are not",
            why: "No share and no count is less than none; a minus sign too many turns a result around.",
            remedy: "Correct the value, or accept the finding if what is measured can fall below zero, as a balance can.",
        }
        UnstatedPlaces = "unstated-places" (Warning) {
            finds: "a division in prose does not come out even, and nobody stated how many places to print",
            why: "A reader cannot tell how exact the figure is meant to be.",
            remedy: "State the places: `{{ (7 / 3) | round(1) }}`.",
        }
    }

    Inspection = "Inspections and the plans that answer them" {
        FrameworkTime = "framework-time" (Warning) {
            finds: "an inspection took place before or after the time for which its framework is set down",
            why: "The paper would use grades and names that did not hold then.",
            remedy: "Name the framework that held then, or correct the date.",
        }
        FindingResponsible = "finding-responsible" (Warning) {
            finds: "a finding does not say who answers for it, and under its framework inspectors always do",
            why: "Members ask who answers, and the report says it.",
            remedy: "Add `responsible`, in the order of the report.",
        }
        PublishedRating = "published-rating" (Warning) {
            finds: "a rating is not the one that the scores give",
            why: "One of the two is not what was published.",
            remedy: "Check the scores and the rating against the report.",
        }
        SubjectCount = "subject-count" (Warning) {
            finds: "an inspection names fewer of its own subjects than its framework asks for",
            why: "A contract above £5 million has at least three key performance indicators (Procurement Act 2023, section 52).",
            remedy: "Add the others, or turn the rule off where the contract is smaller.",
        }
        FindingWithoutArea = "finding-without-area" (Warning) {
            finds: "no area of a plan answers a finding that such a plan has to answer",
            why: "What inspectors found would go without an action.",
            remedy: "Name the finding in an area with `finding`, or say which kind of plan it is with `type`.",
        }
        AreaWithoutFinding = "area-without-finding" (Warning) {
            finds: "an area of a plan that answers an inspection answers no finding",
            why: "Members cannot see what the area is there for.",
            remedy: "Say which finding it answers with `finding`.",
        }
    }

    Language = "Accessibility and plain English" {
        AcronymExplained = "acronym-explained" (Off) {
            finds: "an acronym is not explained where it first stands",
            why: "Residents who read the paper may not know it.",
            remedy: "Write its words, then the acronym in brackets, and the short form from then on.",
        }
        LinkText = "link-text" (Warning) {
            finds: "the words of a link do not say where it leads",
            why: "Screen readers list links by their words alone (WCAG 2.2, 2.4.4).",
            remedy: "Name what is there, in the words of the link.",
        }
        AlternativeText = "alternative-text" (Warning) {
            finds: "the alternative text of a picture does not say what it shows",
            why: "It is all that people who cannot see the picture are told of it (WCAG 2.2, 1.1.1).",
            remedy: "Say in a sentence what the picture tells those who can see it.",
        }
        ColumnHeading = "column-heading" (Warning) {
            finds: "a column of a table has no heading",
            why: "Screen readers say the heading before each cell; without one nobody knows what a figure is (WCAG 2.2, 1.3.1).",
            remedy: "Name what stands in the column in the first row of the table.",
        }
        LayoutTable = "layout-table" (Warning) {
            finds: "a table has only one column",
            why: "It is there for its look; screen readers announce a table, and readers find none (WCAG 2.2, 1.3.1).",
            remedy: "Write it as a list or as paragraphs.",
        }
        ShortRow = "short-row" (Warning) {
            finds: "a row of a table has fewer cells than the table has columns",
            why: "The others are printed empty, and a figure may stand in the wrong column.",
            remedy: "Add what is missing, with a dash where there is nothing.",
        }
        RecommendationWording = "recommendation-wording" (Warning) {
            finds: "a recommendation does not go on as the lead-in of its house style begins",
            why: "The committee resolves what stands there, word for word.",
            remedy: "Begin it so that the two read as one sentence.",
        }
        LowContrast = "low-contrast" (Warning) {
            finds: "words of a house style have too little contrast with what is behind them",
            why: "Many people cannot read them (WCAG 2.2, 1.4.3).",
            remedy: "Take a darker colour, or a lighter one on a dark background.",
        }
        SkippedHeading = "skipped-heading" (Warning) {
            finds: "a heading stands more than one level below the one above it",
            why: "It is printed a level higher than it was written, and what its author meant to put below it stands beside it.",
            remedy: "Begin with `###` inside a section, and go down one level at a time.",
        }
        EmptySection = "empty-section" (Warning) {
            finds: "nothing stands below a heading",
            why: "Readers cannot tell whether there is nothing to say or something was lost.",
            remedy: "Write what belongs there, or take the heading out.",
        }
        LookalikeHeading = "lookalike-heading" (Warning) {
            finds: "a short line in bold or italics stands where a heading would",
            why: "Who uses a screen reader or the bookmarks cannot find it, and it can part from what it heads.",
            remedy: "Make it a heading, with `###` before it.",
        }
        SameCaption = "same-caption" (Warning) {
            finds: "two tables, pictures or charts of a report have one caption",
            why: "A reader cannot tell which of them is meant, nor of what the second one is.",
            remedy: "Give one of them a caption of its own.",
        }
        HighHeading = "high-heading" (Warning) {
            finds: "a heading in the text of a section is written as a title or as a section's own",
            why: "It is printed below the heading of the section, and what its author meant to begin a section stands inside another.",
            remedy: "Begin with `###` inside a section, and make what is a section of its own a `[[section]]`.",
        }
        CapitalsRun = "capitals-run" (Warning) {
            finds: "many words in a row are in capitals",
            why: "Capitals are harder to read, and some screen readers spell them out.",
            remedy: "Write them in small letters, in bold if they matter.",
        }
        ItalicsRun = "italics-run" (Warning) {
            finds: "many words in a row are in italics",
            why: "Long stretches of slanted letters are hard to read, most of all for people with dyslexia.",
            remedy: "Write them upright; make what matters a heading, or a few words of it bold.",
        }
        BoldRun = "bold-run" (Warning) {
            finds: "many words in a row are in bold",
            why: "Where everything stands out, nothing does.",
            remedy: "Leave in bold the few words that matter.",
        }
        Misspelling = "misspelling" (Warning) {
            finds: "a word is misspelt",
            why: "It is a slip that readers stumble over, and a search does not find the word.",
            remedy: "Correct it.",
        }
        AvoidedWord = "avoided-word" (Warning) {
            finds: "a word stands in a paper that the council avoids, by `[avoid]` in its file",
            why: "Residents understand the one that the council uses instead.",
            remedy: "Write what stands beside it in the list.",
        }
        HardSummary = "hard-summary" (Warning) {
            finds: "a summary has long sentences of long words",
            why: "Members and residents read it first, and many of them nothing else.",
            remedy: "Use short words and one thought to a sentence, and read it aloud.",
        }
        LongSentence = "long-sentence" (Off) {
            finds: "a sentence has more than 35 words",
            why: "Readers lose its thread.",
            remedy: "Say it in two sentences, or as a list.",
        }
        LongParagraph = "long-paragraph" (Off) {
            finds: "a paragraph has more than 120 words",
            why: "A committee refers to paragraphs by their numbers, and a long one holds more than one point.",
            remedy: "Split it where a new point begins.",
        }
        PastedText = "pasted-text" (Warning) {
            finds: "text was typed or pasted as a word processor has it, or has a line through it and is published",
            why: "It is printed otherwise than its author expects, and screen readers meet no list, heading or table.",
            remedy: "Write it as Markdown: `- ` for a list, `### ` for a heading, `| … |` for a table.",
        }
        TypewriterText = "typewriter-text" (Warning) {
            finds: "lines start with four spaces and are set as a typewriter would",
            why: "That is meant for code; in a paper it is mostly a slip of the space bar.",
            remedy: "Remove the spaces at the start of the lines.",
        }
    }

    Outside = "PDFs from outside" {
        OutsidePdfTags = "outside-pdf-tags" (Warning) {
            finds: "a PDF has no tags, or tags that do not cover all of its pages",
            why: "Screen readers cannot read it (Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018).",
            remedy: "Ask its author for a tagged PDF, exported from the original document and not printed or scanned.",
        }
        OutsidePdfDamage = "outside-pdf-damage" (Warning) {
            finds: "a PDF is damaged or lacks what its pages show, and was repaired as far as possible",
            why: "Something may be missing from its pages.",
            remedy: "Look at its pages in the pack, or ask for the file again.",
        }
        OutsidePdfWords = "outside-pdf-words" (Warning) {
            finds: "words of a PDF are not in the pack as they are in the file, it could not be compared, or nothing says which letters they are",
            why: "What is missing in the pack was never published, and what cannot be read out or searched is not open to all.",
            remedy: "Look at its pages in the pack, or ask for the file again.",
        }
        OutsidePdfHidden = "outside-pdf-hidden" (Warning) {
            finds: "a PDF has words that cannot be seen: under something, outside the page, in the colour of the paper, in place of what is shown, in what a camera notes",
            why: "That is how redactions fail: anyone can copy the words from the published file.",
            remedy: "Ask for a copy from which the words are removed, unless they may be read.",
        }
        OutsidePdfLayers = "outside-pdf-layers" (Warning) {
            finds: "a PDF has layers that show on screen and in print differently",
            why: "Those who read on screen and those who print do not see the same paper.",
            remedy: "Ask for a copy without such layers.",
        }
        OutsidePdfRedactions = "outside-pdf-redactions" (Warning) {
            finds: "a PDF has redactions that were marked but never applied",
            why: "What they should hide is still in the file, where anyone can read it.",
            remedy: "Do not publish it; ask for a copy in which the redactions are applied.",
        }
        OutsidePdfComments = "outside-pdf-comments" (Warning) {
            finds: "a PDF has comments of its reviewers",
            why: "Anyone can read them once the pack is published.",
            remedy: "Ask for a copy without comments, unless they are meant to be published.",
        }
        OutsidePdfLeftOut = "outside-pdf-left-out" (Warning) {
            finds: "something in a PDF cannot be in a pack and was left out",
            why: "Scripts, attached files, sound and video cannot be in a document that is to be archived (ISO 19005-2).",
            remedy: "If members need it, add it to the agenda as a paper of its own.",
        }
        OutsidePdfForm = "outside-pdf-form" (Warning) {
            finds: "a PDF is a form, or is signed",
            why: "In a pack it cannot be filled in, nor its signature verified, and what a field holds need not be what it shows.",
            remedy: "Publish the original beside the pack if the form or the signature matters.",
        }
        PackConformance = "pack-conformance" (Warning) {
            finds: "a PDF does not conform to the standards for accessible and archived files, so the pack does not either",
            why: "The pack makes only the claims that all of its parts bear out (PDF/UA-1, ISO 14289-1; PDF/A-2, ISO 19005-2).",
            remedy: "Ask for a tagged PDF that conforms, or publish the content as a paper of your own.",
        }
    }
}
