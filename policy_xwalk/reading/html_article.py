"""The article of a web page: what is left when navigation, tools and neighbours of the text are taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_TEXT_NAMES = (
    "script style noscript template svg canvas iframe object embed button select input textarea nav footer aside dialog"
    " audio video head"
)
_NEVER_TEXT = frozenset(_NEVER_TEXT_NAMES.split())
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|bread\w*|crumbs?|location|position|foot\w*|copyright|sidebar|side|share\w*|bdshare\w*"
    r"|print\w*|toolbar|tools?|font-?size|fontsize|related|relevant|recommend\w*|hot\w*|ads?|advert\w*|comments?|pager"
    r"|pagination|qrcode|ewm|code2d|search\w*|login|friend\w*|links|jiathis\w*|weixin|wechat|erweima|dqwz|xgwj"
    r"|xgjd|xgbd|fenxiang|dayin)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
# Where the content systems of Chinese government sites put the text of a document.
_KNOWN_CONTAINERS = (
    "#UCAP-CONTENT, .TRS_UEDITOR, .TRS_Editor, .trs_editor_view, .TRS_PreAppend, #zoom, #Zoom, #zoomcon,"
    " .pages_content, .article-content, .article_content, .articleContent, .news_content, .content_article,"
    " .xxgk-content, .wzcon, #vsb_content, .v_news_content, [itemprop=articleBody]"
)
_WIDGET = (
    r"打印|打印本页|打印此页|我要打印|下载|下载文档|文档下载|点击下载|收藏|加入收藏|添加收藏|关闭|关闭窗口|关闭本页|分享|分享到|微信|微博|新浪微博"
    r"|QQ空间|字号|字体|字体大小|大|中|小|默认|超大|特大|返回|返回顶部|返回首页|返回列表|顶部|首页|上一篇|下一篇|朗读|语音播报|听全文"
    r"|复制链接|扫一扫|纠错|我要纠错|无障碍|长者模式|举报|点赞|评论|浏览|阅读|繁體|简体|繁体|English|Print|Share|Close"
)
_WIDGET_LINE = re.compile(
    rf"(?:[\s\[\]【】（）()|｜/·:：、>＞<+\-A]*(?:{_WIDGET})[\s\[\]【】（）()|｜/·:：、>＞<+\-A]*)+", re.IGNORECASE
)
_FURNITURE_LINE = re.compile(
    r"(?:您?(?:现在|当前|所在|的)?(?:的)?位置(?:是)?\s*[:：]|首页\s*[>＞»/\-].*|.{0,12}扫一扫.{0,20}(?:打开|分享|阅读|关注)"
    r"|(?:责任)?编辑\s*[:：].{0,20}$|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]?\s*\d*\s*次?$|(?:上|下)一[篇条]\s*[:：]"
    r"|【?(?:字体|字号)(?:大小)?\s*[:：]|分享(?:到|至)\s*[:：]?.{0,20}$|Copyright|版权所有|主办单位\s*[:：]|网站标识码|ICP备"
    r"|.{0,6}ICP备\d|.{0,6}公网安备|主办\s*[:：].{0,40}承办\s*[:：])",
    re.IGNORECASE,
)


def is_widget_line(line: str) -> bool:
    """A line that belongs to the page, not to the document: tools (打印 下载 收藏 字号), bread crumbs, counters."""
    plain = line.replace("\u00a0", " ").replace("\u3000", " ").strip()
    if len(plain) > 120:
        return False
    return bool(_WIDGET_LINE.fullmatch(plain) or _FURNITURE_LINE.match(plain))


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the document, whether that is certain, and titles that stand above it on the page.

    ``hidden`` is the text within it that the page does not show, which is taken out; ``unveiled`` is text that was
    left in although the page hides it, because it is nearly all there is: a script is to show it.
    """

    node: LexborNode | None
    certain: bool = True
    above: tuple[str, ...] = ()
    hidden: str = ""
    unveiled: str = ""


def find_article(tree: LexborHTMLParser) -> Article:
    """Where on a page its document stands.

    A container that a content system is known to use decides if it holds most of the text. Otherwise the search goes
    down from the body, each time into the child that holds nearly all of the running text (text outside links), and
    stops where the text spreads over several children: these are the paragraphs.
    """
    body = tree.body
    if body is None:
        return Article(None)
    _prune(body, _never_text)
    lengths = _running_lengths(body)
    total = lengths[body.mem_id]
    if not total:
        return Article(body)

    def is_furniture(node: LexborNode) -> bool:
        # A page may call its whole content "tools" or keep its text in a header: never drop much of it.
        return _named_furniture(node) and lengths[node.mem_id] * 5 < total and node.css_first("h1") is None

    _prune(body, is_furniture)
    taken: list[tuple[int, str]] = []
    unveiled: list[LexborNode] = []

    def is_hidden(node: LexborNode) -> bool:
        if not _hidden(node):
            return False
        if lengths[node.mem_id] * 5 > total * 4:
            unveiled.append(node)
            return False
        if lengths[node.mem_id] and node.parent is not None:
            taken.append((node.parent.mem_id, node.text()))
        return True

    _prune(body, is_hidden)
    lengths = _running_lengths(body)
    total = lengths[body.mem_id] or total
    known = [(lengths[node.mem_id], -order, node) for order, node in enumerate(body.css(_KNOWN_CONTAINERS))]
    best = max(known, key=lambda entry: entry[:2], default=None)
    if best is not None and best[0] * 2 > total:
        article, certain = best[2], True
    else:
        article = _descend(body, lengths)
        certain = article.tag != "body" or not body.css_first("a")
    inside = {article.mem_id, *(node.mem_id for node in article.css("*"))} if taken else set()
    return Article(
        article,
        certain,
        tuple(_titles_above(body, article)),
        "".join(text for parent, text in taken if parent in inside),
        unveiled[0].text() if unveiled else "",
    )


def _never_text(node: LexborNode) -> bool:
    if node.tag in _NEVER_TEXT:
        return True
    return node.attributes.get("aria-hidden") == "true"


def _hidden(node: LexborNode) -> bool:
    """Whether the element itself says that it is not shown; rules of style sheets are not looked up."""
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style


def _named_furniture(node: LexborNode) -> bool:
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag == "header" or _FURNITURE_NAME.search(name) is not None


def _prune(root: LexborNode, unwanted: Callable[[LexborNode], bool]) -> None:
    """Take unwanted elements out of the tree; what stands inside one is not looked at (it goes with it)."""
    dropped: list[LexborNode] = []
    stack = list(root.iter())
    while stack:
        node = stack.pop()
        if unwanted(node):
            dropped.append(node)
        else:
            stack.extend(node.iter())
    for node in dropped:
        node.decompose()


def _running_lengths(root: LexborNode) -> dict[int, int]:
    """Characters of text outside links in every element; one pass, whatever the depth of the tree."""
    lengths: dict[int, int] = {}
    stack: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
    open_elements: list[int] = []
    while stack:
        node, linked, leaving = stack.pop()
        if leaving:
            inner = open_elements.pop()
            lengths[inner] = lengths.get(inner, 0)
            if open_elements:
                lengths[open_elements[-1]] = lengths.get(open_elements[-1], 0) + lengths[inner]
        elif node.tag == "-text":
            if not linked and open_elements:
                count = len("".join((node.text_content or "").split()))
                lengths[open_elements[-1]] = lengths.get(open_elements[-1], 0) + count
        else:
            open_elements.append(node.mem_id)
            stack.append((node, linked, True))
            inside = linked or node.tag == "a"
            stack.extend((child, inside, False) for child in node.iter(include_text=True))
    return lengths


def _descend(body: LexborNode, lengths: dict[int, int]) -> LexborNode:
    total = lengths[body.mem_id]
    node = body
    while True:
        children = [child for child in node.iter() if child.tag in _CONTAINERS]
        best = max(children, key=lambda child: lengths.get(child.mem_id, 0), default=None)
        if best is None or lengths.get(best.mem_id, 0) < 0.8 * total:
            return node
        node = best


_CONTAINER_NAMES = "div section article main td tr tbody table form center span font ul"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())


def _titles_above(body: LexborNode, article: LexborNode) -> list[str]:
    """Text of the page's ``h1`` where it stands outside the article."""
    inside = {node.mem_id for node in article.css("h1")}
    titles = [" ".join(node.text().split()) for node in body.css("h1") if node.mem_id not in inside]
    beginning = "".join(article.text().split())[:400]
    return [title for title in titles if len(title) >= 6 and "".join(title.split()) not in beginning][:1]
