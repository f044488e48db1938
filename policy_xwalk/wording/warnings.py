"""What the readers warn of: which file and page, what was found there, what to do, on one line."""

from __future__ import annotations

WARNINGS: dict[str, dict[str, str]] = {
    "reading_warning": {
        "zh": "{file}：读取时有需要注意之处（{code}）；请对照原件核对。",
        "en": "{file}: something to note while reading ({code}); compare with the original.",
    },
    "scanned_page": {
        "zh": "{file}：第 {page} 页没有可用的文字层（可能是扫描页），其内容没有读入；请换用带文字或更清晰的版本。",
        "en": "{file}: page {page} has no usable text layer (probably a scan), its content is missing; "
        "use a version with text or a clearer one.",
    },
    "scanned_pages": {
        "zh": "{file}：第 {pages} 页（共 {count} 页）是扫描页，没有可用的文字层，内容没有读入；"
        "请安装文字识别组件：pip install 'policy-xwalk[ocr]'。",
        "en": "{file}: pages {pages} ({count} in all) are scans without a usable text layer, their content is missing; "
        "install text recognition: pip install 'policy-xwalk[ocr]'.",
    },
    "ocr_limit": {
        "zh": "{file}：扫描页超过上限 {limit} 页，第 {pages} 页（共 {count} 页）没有识别，内容没有读入；请拆分文件。",
        "en": "{file}: has more than {limit} scanned pages; pages {pages} ({count} in all) were not recognised, "
        "their content is missing: split the file.",
    },
    "ocr_page": {
        "zh": "{file}：第 {page} 页是扫描页，由文字识别读入 {lines} 行，平均置信度 {confidence}；请对照原件核对。",
        "en": "{file}: page {page} is a scan; recognition read {lines} lines with a mean confidence of {confidence}: "
        "compare with the original.",
    },
    "turned_page": {
        "zh": "{file}：第 {page} 页的图像放倒了，已逆时针转 {degrees} 度后识别；请对照原件核对。",
        "en": "{file}: the picture of page {page} lies turned; it was turned by {degrees} degrees against the clock "
        "and recognised: compare with the original.",
    },
    "ocr_uncertain": {
        "zh": "{file}：第 {page} 页的“{text}”识别不确定（置信度 {confidence}）；请对照原件核对。",
        "en": "{file}: page {page}: “{text}” was recognised with doubt (confidence {confidence}); "
        "compare with the original.",
    },
    "part_not_read": {
        "zh": "{file}：文中嵌入的文件 {part} 没有读入（{found}）；请在 Word 中打开本文件并另存，或单独提供该文件。",
        "en": "{file}: the file {part} within it was not read ({found}); open the document in Word and save it again, "
        "or give that file on its own.",
    },
    "hidden_text": {
        "zh": "{file}：有 {count} 个字符的隐藏文字（开头为“{text}”），打开文件看不见，没有读入；"
        "如确属规划内容，请取消隐藏、另存后重读。",
        "en": "{file}: {count} characters are hidden (“{text}”); they are not seen when the file is opened and were "
        "left out: if they are part of the plan, unhide them, save, and read again.",
    },
    "hidden_text_page": {
        "zh": "{file}：第 {page} 页有 {count} 个字符的隐藏文字（开头为“{text}”），页面上看不见，没有读入；"
        "请对照原件，如确属规划内容，请换用可见的版本。",
        "en": "{file}: page {page} has {count} hidden characters (“{text}”); they are not seen on the page and were "
        "left out: compare with the original, and use a version that shows them if they are part of the plan.",
    },
    "hidden_text_read": {
        "zh": "{file}：有 {count} 个字符（开头为“{text}”）在网页打开前是隐藏的，占正文的大部分，已读入；"
        "请对照网页核对。",
        "en": "{file}: {count} characters (“{text}”) are hidden until a script of the page shows them; being much of "
        "the text they were read: compare with the page as shown.",
    },
    "text_layer": {
        "zh": "{file}：第 {pages} 页（共 {count} 页）是图像，读入的是其他软件加在图像上的文字层，可能有识别错误；"
        "请对照页面核对其中的数字。",
        "en": "{file}: pages {pages} ({count} in all) are pictures; what was read is the text layer that another "
        "program laid over them, which may be wrong: compare its figures with the page.",
    },
    "broken_page": {
        "zh": "{file}：第 {page} 页已损坏，无法读取，其内容没有读入；请重新获取该文件。",
        "en": "{file}: page {page} is damaged and could not be read, its content is missing; fetch the file again.",
    },
    "table_not_read": {
        "zh": "{file}：第 {page} 页的表格线无法解析，该页只按文字读入；请核对其中的指标。",
        "en": "{file}: the ruled table on page {page} could not be analysed, the page was read as plain text; "
        "check its indicators.",
    },
    "charset_mismatch": {
        "zh": "{file}：声明的编码是 {declared}，实际是 {found}，已按实际编码读取。",
        "en": "{file}: declares the encoding {declared} but is in {found}; read in its real encoding.",
    },
    "broken_bytes": {
        "zh": "{file}：有 {count} 处字节无法解码（{found}），显示为“�”；请对照原件核对。",
        "en": "{file}: {count} places could not be decoded ({found}) and show as “�”; compare with the original.",
    },
    "no_article": {
        "zh": "{file}：没有找到网页正文的边界，读入了整个页面；请核对是否混入导航等内容。",
        "en": "{file}: the article of the page could not be told from the rest, the whole page was read; "
        "check for navigation text.",
    },
}
"""Warning code to message; ``file`` and ``page`` are filled in beside the warning's own parameters."""
