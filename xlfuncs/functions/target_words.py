"""写法 — the words and signs of target texts, as tables; ``targets`` reads with them.

No document prescribes a notation. The spellings are those of published self-evaluation and target tables
(财预〔2020〕10号 项目支出绩效自评表 and its provincial variants).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from xlfuncs.patterns import pattern

# Full width → half width, and look-alikes of one sign. Not NFKC, which turns ㎡ into m2 and ① into 1.
WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "≧⩾≽≦⩽≼≮≯﹥﹤〉〈⟩⟨﹦═﹪−–》《￥\u3000\xa0\u2009\u202f",
    "≥≥≥≤≤≤≥≤><><><==%--≥≤¥    ",
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
)
SPACE = pattern(r"(?<![0-9\s])\s+|\s+(?![0-9\s])")  # spaces between digits separate two numbers
IN_BLOCKS = pattern(r"([^0-9]*)([0-9]{1,3}(?: [0-9]{3})+)((?:\.[0-9]+)?[^0-9]*)")  # 5 400人
TWO_NUMBERS = pattern("(?<=[0-9])，(?=[0-9])")  # 102，120; thousands have a comma as wide as their digits
# 1.培训30人; 2.演练: figures that only count the items; ITEM_MARKS are those of the same list further on
ITEM_MARK = pattern(r"\((?P<number>[0-9]{1,2})\)(?=.)|(?P<bare>1?[0-9])[、.)](?=[一-龥A-Za-z《]{2}|[≥≤])")
ITEM_MARKS = pattern(r"\([0-9]{1,2}\)|(?<![0-9.])[0-9]{1,2}[、.)](?=[^0-9])")

NOT_APPLICABLE = pattern(
    r"[-—_/\\.…·、。*]*|无|暂无|没有|略|不适[用应]|不涉及|不考核|未设置?|N/?A|none", re.IGNORECASE
)
GRADE = pattern(
    r"(?:≥|不低于|达到|评为)?(?:优秀?|优良|良|中|低|差|[A-E][+-]?[级等]?|[甲乙丙丁特][级等]|[一二三四五][级等])"
    r"(?:及?以上)?|优[、/,]?良[、/,]?中[、/,]?(?:低[、/,]?)?差|好[、/,]?坏"
)

# What a thing is like, or for whom it was done, before how many there are: 65岁以上老人20人, 为10所学校购书8000册
OF_SIZE = (
    "(?<![0-9.])[0-9.]+(?:周?岁|蒸吨|千瓦|马力|[万亿]?元|吨|米|公里|年|床|层)及?以[上下]的?(?=[一-龥]{2,10}[0-9])"
    r"|(?<=[对为给向在])[一-龥]{0,4}[0-9]+(?P<whom>[个所家名户座条])(?=[一-龥]{2,12}[0-9.]+[十百千万亿]*(?![十百千万亿]|(?P=whom))[一-龥])"
)
# Digits that are part of a name or of a unit (PM2.5, A4, m2, 12345热线, 2024年度…) are no figures.
FIGURE = pattern(
    r"(?<![A-Za-z])[A-Za-z]+-?[0-9]+(?:\.[0-9]+)?(?![0-9%.])"
    rf"|{OF_SIZE}"
    r"|(?<=/)10(?=万)|(?<![0-9.])[1-5]A(?=级?(?:旅游)?景区[^0-9]*[0-9])"
    r"|(?<![0-9.])[2-6]G(?=[一-龥])"
    r"|(?<![0-9])(?:12345|12315|12348|12369|110|119|120)(?=热线|平台|急救|接|市民)"
    r"|(?<![0-9.])(?:19|20)[0-9]{2}(?:年|学年)度?"
    r"|(?<![0-9.])[0-9]{4}年(?=.*[0-9])"
    r"|(?P<value>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+)"
)

_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"
DATE = pattern(
    rf"(?<![0-9.])(?:({_YEAR})年度?)?({_MONTH})月份?(?:({_DAY})(?:[日号]|(?=[之以]?前|$))|(?P<part>[上中下]旬|[底末初中]))?"
    rf"|(?<![0-9])({_YEAR})(?P<sep>[-./])({_MONTH})(?P=sep)({_DAY})(?![0-9])"
    rf"|(?<![0-9])({_YEAR})(?:[./]({_MONTH})(?=[之以]?前)|[-/]({_MONTH})(?=[之以]?前|$))"  # 2022.5万元 is none
    rf"|(?<![0-9])({_YEAR})年度?年?(?:(?P<year_part>[底末])|(?=内|[之以]?前|完成(?![^0-9]{{0,9}}[0-9])|$))"
    rf"|(?<![0-9.])({_MONTH})[./]({_DAY})(?=[之以]?前)|(?<![0-9])({_DAY})[日号](?=[之以]?前)"
)
CLOCK = pattern(r"(?<=[0-9日号])[ T]?(?<![0-9])[0-2]?[0-9](?::[0-5][0-9]){1,2}$")  # 2024-12-30 10:30
SHORT_YEAR = pattern(rf"(?<![0-9.])(?=2[0-9]年{_MONTH}月)")  # 24年12月
# 截至2024年12月31日完成9次, 1-12月完成9次
UNTIL_ITS_END = pattern(
    rf"^(?:(?:{_YEAR}年度?)?1月?[-—–~](?=12月)|截?[至止]到?(?:{_YEAR}年)?)(?:12月(?:31日|[底末])|(?<=[-—–~])12月份?|(?<=年)[底末]|年[底末])[,、]?(?=[^0-9]*[0-9])"
)
_PART_OF_YEAR = "(?:第?[一二三四1-4]季度|[上下]半年)"
NAMED_DATE = pattern(
    rf"(?:(?P<year>{_YEAR})年度?)?(?P<part>{_PART_OF_YEAR}(?=[末底]?[之以]?前|[末底内完])|年[底末内])"
    rf"|^(?:(?P<in_year>{_YEAR})年度?)?(?P<alone>{_PART_OF_YEAR})$"
)


def _named(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{regex})" for name, regex in words.items())


# Behind a figure, why it is no more, or where and until when it stands: 3次(偏差原因:经费不足), 3次,截至12月底
CAUSE = pattern(
    r"\((?:主要|偏差|未完成)?(?:原因|因|由于|受)[^()]*\)$|[(,;](?:详?见)?附[件表][0-9]*\)?$"
    rf"|(?<=[^0-9])[(,;]截[至止]到?(?:{_YEAR}年)?(?:12月(?:31日|[底末])|(?<=年)[底末]|年[底末])\)?$"
)
# How many: the words before the figure, and those after its unit; a group's name is its operator.
Operator = Literal[">=", "<=", ">", "<", "=", "approx", "none"]
OPERATORS: dict[str | None, Operator] = {
    "ge": ">=",
    "le": "<=",
    "gt": ">",
    "lt": "<",
    "eq": "=",
    "approx": "approx",
}
_OVER, _UNDER = "大于|高于|多于|超过|超出|超|突破|逾(?!期)", "小于|低于|少于"
_OR_EQUAL = "(?:或者?)?(?:等于|=)"
_NOT = "[不未][得应能可]?"
_AT_LEAST = f"(?:{_OVER}){_OR_EQUAL}|等于或者?大于|{_NOT}(?:{_UNDER}|少|低)|至少|最少|最低|起码|下限"
_LIMIT = "(?<![年期有权界无时极局])限[价额]?"
_AT_MOST = (
    f"(?:{_UNDER}){_OR_EQUAL}|等于或者?小于|{_NOT}(?:{_OVER})|至多|最多|最高|最长|上限|控制[数价额]?|{_LIMIT}"
)
BEFORE = pattern(
    "(?:"
    + _named(
        {
            "ge": f"≥=?|>=|=>|{_AT_LEAST}",
            "le": f"≤=?|<=|=<|封顶|{_AT_MOST}",
            "gt": rf">|{_OVER}",
            "lt": rf"<|{_UNDER}|不足|不到|未满",
            "eq": "=|等于",
            "approx": "≈|大?(?<![节预签履合契公条制])约|(?<!附)近|接近|大概|约莫|大致",
        }
    )
    + ")(?:[:为是达到在共过于的¥]|人民币|人均|平均|合计|"
    "预算|概算|批复|标准|定额|限额|总额|总投资|完成|实现|开展|组织|举办|召开|跑|培训|检查|巡查|新增|建设|覆盖|每个?(?:月|季度?|半年|年|周|日|天))*$"
)
AFTER = pattern(
    r"(?:及|或|\(含\)|含)?(?:"
    + _named(
        {
            "ge": "(?<!级)(?<!规模)(?<!限额)以上|[(为]?(?:下限|最低|最少)",
            "le": "以下|以内|之内|(?<=[时钟天日周月年])内|内$|[(为]?(?:上限|最高|最多)|为限|封顶",
            "approx": "左右|上下|有?余$|[多+]$",
        }
    )
    + ")"
)
# … which does not count as reached itself: 90%(不含)以上; 不含税 is no such thing
WITHOUT_IT = pattern(r"\(不含(?:本数|[0-9.]+[^()]{0,2})?\)")
STRICTLY: dict[Operator, Operator] = {">=": ">", "<=": "<"}
# What things are counted by; behind it may stand what they are: 部宣传片
MEASURE_WORDS = (
    "户家座间栋项条台场期块册篇处件份所辆套幅棵株头张批次对口路盏支箱袋羽艘架眼孔幢部本组枚款届卷集"
)
# A person reads these: tolerances, ranks, a comparison with something else (不高于上年5%).
# So does how far it is from the target: 差3人, 多5场, 超额完成5%, 还需3个; or another year's: 上年50人.
UNREADABLE = pattern(
    r"(?:<>|\+/|不等于|第|前|[不未非无][≥≤<>=]+)$|(?:上年|去年|同期)[^0-9,;。、]{0,2}(?<!减)[多少]了?$|各(?:为|建|办|有)?[≥≤<>=]?$|(?:^|[,、;还尚仍])(?:相?差|短?缺|[亏超]?欠|多|短?少)了?$|^[减加负原余]$|^(?:上年|去年)$|[还尚仍]需$|剩余?$|^其中|不含$|负增长了?$|隔[年月周日天]$|(?<![A-Za-z])[lIOoi!|],?$|[A-Za-z0-9],$|基本(?:达到?|实现|完成)?$"
    r"|(?:目标|计划|任务)[值数]?[少多低高超差]$|(?:低于|高于|超过?|超出)(?:目标|计划|任务)[值数]?$|超额(?:完成)?$|扣除$"
)
# A sign that nobody here knows: ▲20, ±5. What may stand before a figure is a letter, a bracket, a stop.
UNKNOWN_SIGN, DIGIT_LIKE = pattern(r"[^\w\s:(\[【】)\"'“”‘’、,.。;!/¥$]$"), pattern("[A-Za-z〇零]$")  # Z.5
UNKNOWN_TAIL = pattern(  # 90-, 90?, 1O, 1e2: no unit
    r"^[eExX][0-9]|^\.[A-Za-z]|^[-~*×÷=<>≥≤#@&^|OoIl](?![a-z])|^[一-龥]{1,3}半$|[?↑↓→↗↘±≥≤]"
)
UNDONE = pattern(  # 90(未完成)
    r"未(?!成年|超|发[生现]|突破|出现|达标率|及时率)|没(?:有(?!超|发[生现]|出现)|能|完成|达)|尚|(?<![接招款看优])待(?!遇)|不(?:足|到|(?:合格|达标)(?!率)|齐|符)|预[计估]|估算|拟|另|按需|视情|酌情|暂[估定付列按]|初步[统测估]|\(初步|\(估|缺[席勤考]|(?<![免解清])除[^,;。()]{1,12}外"
    r"|\([^()]*(?:在建|续建|正在|[进施][行工]中|推进中|整改中)"
)
# Behind the figure, a limit or another way to do well: 20万元(不超预算), 98%或达标
OTHERWISE = pattern("不超|不突破|或(?!者?(?:以[上下内]|等于|[大小高低多少]于|超过))")
ELSEWHERE = pattern("[≥≤<>]|不超|不[低少高大小]于|[至最][少多]")

# Behind the figure, what else is asked for: ≥20场,覆盖所有乡镇
FURTHER = pattern(
    "(?<=[0-9])[^,;。、，；（(且并]{0,8}[,;。、，；（(且并](?P<more>[^0-9]{0,8}?(?:不[超高低少]|无(?!偿)|全(?:覆盖|部|面|达)|均|同时|逐[年步]|持续|稳步|较"
    "|比上|提[高升]|增[加长]|下降|降低|达标|合格|按[时期]|及时|力争|覆盖|质保))"
)

FROM_LEVEL = pattern(  # 由80%提高到90%
    r"^[由从][^0-9]{0,6}[0-9.]+[%一-龥]{0,6}?(?=(?:提高|提升|增加|增长|上升|下降|降低|降|减少|压缩|缩短|缩减)了?[到至为])"
)
PER = pattern(r"(?<=[^每/])每(?=[一-龥]{1,2}(?:$|每[一-龥]{1,2}$))")  # 元每亩, 元每人每月
EVERY = pattern("每个?(月|季度?|半年|周|日|天)")  # 每月1次 is 1次/月
ODD = pattern(r"(?P<scale>[十百千万亿]*)(?:[余多+]|来(?![宾访源信电函]))")  # 100余人, 10万余元, 10来个
MORE, LESS = pattern(r"(?<=[\d十百千万亿%])[余多+]|[余多+]$"), pattern("近")  # than what is not exact
CLAUSE_END = pattern(r"[,;。、!]")
# A rate and, in brackets to the end, what was counted for it: 95%(发放问卷60份,回收58份)
REMARKED = pattern(r"[^()]*[0-9]%(?=\([^()]*\)$)")
# … unless that may be a rate, or another
SHARES = pattern("[0-9](?![0-9.,一-龥])|百分|千分|[未没待应另剔扣除调每分]|其中|整改")
# What a number counts among others: 80户(含脱贫户20户), 95%(含95%)
_AMISS = "完[工成]|[竣开]工|建成|验收|投用|交付|办结|重复|取消"  # 其中9处已完工: the others are not
_COUNTED_IN = f"(?!.*(?:{_AMISS}|[上去往跨]年|以前|结转|[未没待应另剔扣每减废欠]|调(?!解|研)|退(?!休|役|伍)))"
INCLUDED = pattern(rf"(?<=[^(])(?:\((?:其中|包括|含){_COUNTED_IN}[^()]+\)|[,;]其中{_COUNTED_IN}.+)$")
UNIT_PARENS = pattern(r"\((?!含)([^()]{1,6})\)")  # 40(人次)
TIMES = pattern(r"^([十百千万亿]{0,2}[人户家场批期])\(次\)")  # 1200人(次)
UNIT_END = pattern(
    r"[():】”√✓\x22]|\.(?![月年日天人])|[·/]$|整$|已|全部|均(?!价)|完[成工]|竣工|参[加与]|就业|办结|办理|响应|[拨支兑]付|审[批核]|[答回]复|出具|到[位达场]|发放|标准(?=发放|执行|兑现|补[助贴])"
)
# A measure word before a longer description: 个危险边坡 → 个, where 个社区 is the unit as written; 辆救护车 are not any 辆车.
MEASURE = pattern(
    rf"[万亿]?(?:人次|批次|场次|(?!辆)[个名人宗{MEASURE_WORDS}])(?=[\u4e00-\u9fff]{{3}})(?!百分点)"
    "|[万亿]?(?:亩|吨|公里|公顷|平方米|米)(?=[\u4e00-\u9fff]{2})(?!每|一年)"
)

_RISE = "(?<!巩固)提升(?![一-龥]{0,6}(?:培训|班|工程|行动))|提高"
_RISE += "|升高|增长|增加(?!值)|上升|上涨|增幅|增收|多收|上浮|攀升|扩大|扩充"
# What may also name a work (提标改造, 增值税, 扩面工程), so that it is a change only right before its size
_RAISED = "(?:提[标档]|增[产值]|上调|调[增高]|扩面|上扬|涨)(?=[了为]?$|了?[到至])"
_LOWERED = "(?:压降|下调|调低|减[产量]|跌|下滑|回落)(?=[了为]?$|了?[到至])"
_FALL = "下降|降低|减少|压减|缩减|降幅|节约|节省|缩短|压缩|缩小|下浮|核减|审减|节支"
CHANGE = pattern(
    f"(?P<rise>{_RISE}|(?<![新净])增(?=了?$)|(?<!每)升(?=了?$)|{_RAISED})|{_FALL}|[降减](?=了?$)|{_LOWERED}"
)
TO_LEVEL = pattern("了?[到至]")  # 提高到95% is a level, 提高5% a change
# The figure is the size of a change: 提升20%, 较上年增5%
CHANGE_ENDS = pattern(
    rf"(?:{_RISE}|{_FALL}|{_RAISED}|{_LOWERED}|[增降减]|(?<!每)升)率?[了为:]*$|同比|环比|上年|去年|同期"
)


@lru_cache(maxsize=1 << 12)
def narrowed(text: str) -> str:
    """A text in half width, without white space but between digits.

    >>> narrowed("３ 座，１02 120")
    '3座,102 120'
    """
    return SPACE.sub("", text.translate(WIDTH))
