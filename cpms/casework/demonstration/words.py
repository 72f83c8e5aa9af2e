"""What people write about the invented families, by what worries them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One kind of concern, in the words of those who met the family. `{child}` is the child."""

    category: str
    limb: str
    reason: str
    shared: str
    harm: str
    strengths: str
    needs: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str, str], ...]
    childs_views: str


THEMES = {
    "neglect": Theme(
        category="neglect",
        limb="has_suffered",
        reason="Repeated hunger, missed health appointments and children left alone at night.",
        shared="School: hungry and tired on most mornings since half-term, attendance 71 %. "
        "Health: three appointments missed, weight has fallen. Police: called twice when "
        "neighbours reported young children alone after ten at night.",
        harm="{child} is often hungry, has lost weight, and was alone at night at least twice. It "
        "is likely to go on: help offered since spring has changed little.",
        strengths="{child} is fond of school and has a close friend there. The family comes to "
        "meetings and says that it wants help.",
        needs=(
            ("{child} comes to school hungry and tired.", "Fed and rested on every school day."),
            ("{child} has been left alone at night.", "Never without a responsible adult."),
        ),
        actions=(
            ("Breakfast club every school day, and a supper plan with the family",
             "so that {child} is fed and can learn",
             "Breakfast club register complete for 6 weeks"),
            ("A written plan of who looks after {child} on each evening",
             "so that there is always a responsible adult",
             "No evening alone; checked on two visits"),
        ),
        childs_views="“I want Mum to get up in the mornings.”",
    ),
    "physical": Theme(
        category="physical",
        limb="has_suffered",
        reason="Bruising that does not fit the account given.",
        shared="School saw bruises on the upper arm and back on Tuesday; two accounts were given. "
        "GP: no injury recorded before. Police: one call to the address last year, no charge.",
        harm="{child} has bruises in places where children seldom hurt themselves. Two different "
        "accounts were given. Further injury is likely while nobody says what happened.",
        strengths="{child} talks freely with the class teacher. An aunt nearby can have the "
        "children to stay.",
        needs=(
            ("{child} was hurt and nobody explains how.", "No further injury; the truth is known."),
        ),
        actions=(
            ("Parenting work on calm discipline, eight sessions",
             "so that nobody hits when things go wrong", "All sessions attended; no new marks"),
            ("School nurse sees {child} each week",
             "so that an injury is noticed and {child} can talk", "Weekly note without concern"),
        ),
        childs_views="“I like it when it is quiet at home.”",
    ),
    "emotional": Theme(
        category="emotional",
        limb="is_likely",
        reason="The children see and hear violence between the adults at home.",
        shared="Police: four calls in three months, one arrest. School: tearful, afraid to go home "
        "on Fridays. Health: mother treated for an injury to the wrist.",
        harm="{child} sees and hears violence, sleeps badly and tries to protect the younger ones. "
        "Emotional harm is likely to go on while the adults live together.",
        strengths="{child} is close to the grandmother. The parent who was hurt has sought advice.",
        needs=(
            ("{child} lies awake listening.", "Sleeps, and feels safe at home."),
            ("{child} looks after the adults.", "Is cared for, and free to be a child."),
        ),
        actions=(
            ("Safety plan and weekly support from the domestic abuse service",
             "so that the adult who is hurt can keep everybody safe", "No call to the police"),
            ("Programme for the adult who uses violence",
             "so that the violence ends", "Attended each week; report after 8 weeks"),
        ),
        childs_views="“I listen at the door until they stop.”",
    ),
    "sexual": Theme(
        category="sexual",
        limb="is_likely",
        reason="A known risk has contact with the child, and the carer does not see the danger.",
        shared="Probation: an adult who visits the home has a condition not to be with children. "
        "Police: visits confirmed. School: language and play beyond the child’s age.",
        harm="{child} spends time with an adult who is a known risk. The carer does not believe "
        "it. Harm is likely while the visits go on.",
        strengths="{child} has a trusted adult at school and has begun to talk.",
        needs=(
            ("A dangerous adult visits.", "No contact of any kind; the carer keeps to it."),
        ),
        actions=(
            ("Written agreement: no visits, and whom to ring",
             "so that {child} never meets that adult", "Agreement kept; unannounced visits"),
            ("Protective behaviours work with {child} at school",
             "so that {child} knows whom to tell",
             "Six sessions done; {child} can name two people"),
        ),
        childs_views="“He used to bring sweets. I don’t want him to come.”",
    ),
    "unborn": Theme(
        category="neglect",
        limb="is_likely",
        reason="Late booking, substance use in pregnancy, and older children cared for elsewhere.",
        shared="Midwifery: booked late, four of nine appointments kept. Drug service: positive "
        "tests in the last month. Social care: an older child lives with grandparents since 2021.",
        harm="The baby will need calm, clean and sober care from the first day. As things stand it "
        "is likely to be neglected.",
        strengths="The mother comes to the drug service again and has asked for help. Her sister "
        "will be there at the birth.",
        needs=(
            ("The baby needs a sober, rested carer.", "Clear tests until the birth and after it."),
            ("Nothing is ready at home.", "A safe place to sleep and what a baby needs."),
        ),
        actions=(
            ("Drug screening each week", "so that the baby is born healthy", "Six clear screens"),
            ("Health visitor and midwife visit together before the birth",
             "so that the home is ready", "Safe sleep place seen"),
        ),
        childs_views="Not born yet; the midwife speaks for the baby’s needs.",
    ),
}  # fmt: skip

MINUTES = (
    "The chair welcomed everybody, explained the purpose and that notes are taken. Each person "
    "said who they are and how they know the family.",
    "The lead professional told of the enquiry: {reason}",
    "{shared}",
    "The child’s words, brought by the advocate: {views} The family said what has been hard, and "
    "what has helped before.",
    "{strengths} {harm}",
    "Each agency gave its view in turn, children’s social care first.",
    "The outline plan was read out. Everybody present has the date of the first core group.",
    "The chair explained how to disagree or complain, thanked everybody, and closed.",
)
