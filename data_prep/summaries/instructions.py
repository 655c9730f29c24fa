"""How a summary is asked for: for each kind and language requests of different shapes.

They differ in what stands first (the text, the task, the reader), in mood (request, question, role,
note) and in what they say of the answer (its length, its reader, its form). `{text}` is the passage,
`{n}` a true upper bound of the answer's length, `{k}` the number of points. Of a list, the request says
whether its points are numbered (NUMBERED) or bulleted.
"""

from data_prep.records import Lang

NUMBERED, BULLETED = "numbered", "bulleted"

REQUESTS: dict[str, dict[Lang, tuple[str, ...]]] = {
    "headline": {
        "zh": (
            "为下面的文章拟一个标题。\n\n{text}",
            "{text}\n\n这段文字如果登在报纸上，标题该怎么写？",
            "读完下面的内容，用一行话点出它讲的是什么。\n\n{text}",
            "你是一名编辑，来稿没有题目：\n\n{text}\n\n请补上题目，不超过{n}个字。",
            "正文：\n{text}\n\n标题：",
            "给这段材料起个名字，让人一眼看出它的主题。\n\n{text}",
            "要把下面的文章放进目录，目录里那一行写什么好？\n\n{text}",
            "原文如下。\n\n{text}\n\n只写题目，不要解释，{n}字以内。",
            "帮我想一个能概括全文的题目，文章是这样写的：\n\n{text}",
            "以下文字缺一个标题，请据原文拟定，勿添加原文没有的内容。\n\n{text}",
        ),
        "en": (
            "Write a headline for the text below.\n\n{text}",
            "{text}\n\nIf this ran in a newspaper, what would its headline be?",
            "Read the following and give it a title of one line.\n\n{text}",
            "You are an editor, and this piece has come in without a title:\n\n{text}\n\nAdd one of at most {n} words.",
            "Text:\n{text}\n\nTitle:",
            "What should the entry for this article in a table of contents say?\n\n{text}",
            "Here is the source.\n\n{text}\n\nReply with a title only, no longer than {n} words and without comment.",
            "I need a heading that tells a hurried reader what the passage is about. The passage:\n\n{text}",
            "Name this passage so that its subject is clear at a glance.\n\n{text}",
            "The text that follows lacks a title. Supply one that claims nothing the text does not say.\n\n{text}",
        ),
    },
    "one_sentence": {
        "zh": (
            "用一句话概括下面的文字。\n\n{text}",
            "{text}\n\n上面这段话最要紧的一点是什么？一句话回答。",
            "假如只能留下一句，下文该留哪一句？\n\n{text}",
            "朋友没空看全文，请发给他一句话，{n}字以内。\n\n{text}",
            "这篇文章的核心内容是什么？请写成一个完整的句子。\n\n{text}",
            "【原文】\n{text}\n\n【一句话摘要】",
            "请把下面的内容压缩成一句，不超过{n}个字，保留原文的说法。\n\n{text}",
            "我想知道下面这份材料主要说了什么，一句就够了。\n\n{text}",
            "写一条导语：一句话，交代下文最重要的信息。\n\n{text}",
        ),
        "en": (
            "Summarise the text below in one sentence.\n\n{text}",
            "{text}\n\nWhat is the single most important thing said above? Answer in one sentence.",
            "If only one sentence of the following could be kept, what should it say?\n\n{text}",
            "A friend has no time to read this. Send them one sentence of no more than {n} words.\n\n{text}",
            "What is the gist of this passage? A full sentence, please.\n\n{text}",
            "Source:\n{text}\n\nOne-sentence summary:",
            "Boil the passage down to a single sentence that stays close to its wording.\n\n{text}",
            "Write the lead of a news item: one sentence with what matters most in the text.\n\n{text}",
            "Tell me in at most {n} words, and in one sentence, what this is about.\n\n{text}",
        ),
    },
    "abstract": {
        "zh": (
            "请为下面的文字写一段摘要。\n\n{text}",
            "{text}\n\n把上文缩写成一段话，不超过{n}字。",
            "下面这篇文章讲了哪些内容？请用一小段话说明。\n\n{text}",
            "为没有时间读原文的领导写一段简报，{n}字以内，只写原文提到的内容。\n\n{text}",
            "材料：\n{text}\n\n内容提要：",
            "我要在索引里收录这篇文章，需要一段独立成文的提要，读者不看原文也能明白。\n\n{text}",
            "阅读材料后，用自己组织的一段话复述要义，注意保留是谁说的。\n\n{text}",
            "以下为全文，请概述，篇幅控制在{n}字之内。\n\n{text}",
            "如果要在新闻简讯里介绍这段内容，几句话该怎么写？\n\n{text}",
            "摘要任务：输入为原文，输出为一段连贯的中文，不分点，不加评论。\n\n{text}",
        ),
        "en": (
            "Write a short abstract of the text below.\n\n{text}",
            "{text}\n\nCondense the above into one paragraph of at most {n} words.",
            "What does the following passage say? Answer in a few sentences.\n\n{text}",
            "Brief a busy manager on this in no more than {n} words, using only what the text states.\n\n{text}",
            "Source:\n{text}\n\nAbstract:",
            "This article goes into an index. Give the paragraph that a reader can follow without opening it.\n\n{text}",
            "Having read the passage, retell its substance in one paragraph, and keep who said what.\n\n{text}",
            "The full text follows. Give an overview, under {n} words.\n\n{text}",
            "How would a news digest put this in a few sentences?\n\n{text}",
            "Task: summarisation. Output: one coherent paragraph, no list, no comment. Input:\n\n{text}",
        ),
    },
}  # fmt: skip

LIST_REQUESTS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("列出下面文字的要点。\n\n{text}", BULLETED),
        ("{text}\n\n从上文提炼{k}条关键信息，编号列出。", NUMBERED),
        ("读者只想记住重点：下面的内容里有哪些？一行一条。\n\n{text}", BULLETED),
        ("做读书笔记：把下文的主要内容写成{k}个要点，前面加短横线。\n\n{text}", BULLETED),
        ("原文：\n{text}\n\n要点（用1、2、3标出）：", NUMBERED),
        ("这份材料要做成一页幻灯片，上面的{k}条分别写什么？\n\n{text}", BULLETED),
        ("下文说了几件重要的事，按原文顺序逐条写出，标上序号。\n\n{text}", NUMBERED),
        ("请整理成清单，每条都要能单独看懂，不要用代词开头。\n\n{text}", BULLETED),
        ("考前复习用，帮我把这段文字的知识点编号列成{k}条。\n\n{text}", NUMBERED),
    ),
    "en": (
        ("List the key points of the text below.\n\n{text}", BULLETED),
        ("{text}\n\nDraw the {k} most important statements from the above and number them.", NUMBERED),
        ("What should a reader remember from this? One item per line.\n\n{text}", BULLETED),
        ("Take notes on the passage: {k} points, each behind a dash.\n\n{text}", BULLETED),
        ("Source:\n{text}\n\nKey points (numbered 1, 2, 3):", NUMBERED),
        ("This will become a slide with {k} bullets. What do they say?\n\n{text}", BULLETED),
        ("Go through the text in order and put down, as a numbered list, what matters in it.\n\n{text}", NUMBERED),
        ("Turn this into a checklist of facts, each clear on its own.\n\n{text}", BULLETED),
        ("I am revising for a test. Give me a numbered list of the {k} things to learn here.\n\n{text}", NUMBERED),
    ),
}  # fmt: skip
"""Requests for key points, each with the form of the list it asks for."""
