"""Messages of errors: which file, what was expected, what came, what to do, on one line."""

from __future__ import annotations

FORMATS: dict[str, dict[str, str]] = {
    "txt": {"zh": "文本", "en": "text"},
    "md": {"zh": "Markdown", "en": "Markdown"},
    "html": {"zh": "网页", "en": "HTML"},
    "docx": {"zh": "Word 文档（DOCX）", "en": "Word document (DOCX)"},
    "pdf": {"zh": "PDF", "en": "PDF"},
    "doc": {"zh": "旧版 Word/WPS 文档", "en": "old Word or WPS document"},
    "encrypted_office": {"zh": "加密的 Office 文档", "en": "encrypted Office document"},
    "xlsx": {"zh": "Excel 工作簿", "en": "Excel workbook"},
    "csv": {"zh": "CSV 表格", "en": "CSV table"},
    "toml": {"zh": "TOML 事实表", "en": "TOML fact table"},
    "ofd": {"zh": "OFD 版式文件", "en": "OFD document"},
    "odt": {"zh": "ODT 文档", "en": "ODT document"},
    "fodt": {"zh": "单文件 ODT 文档（FODT）", "en": "flat ODT document"},
    "fods": {"zh": "单文件 ODS 表格（FODS）", "en": "flat ODS spreadsheet"},
    "pptx": {"zh": "演示文稿", "en": "presentation"},
    "rtf": {"zh": "RTF 文档", "en": "RTF document"},
    "image": {"zh": "图片", "en": "image"},
    "zip": {"zh": "压缩包", "en": "archive"},
    "packed": {"zh": "压缩包（RAR、7z、GZ 等）", "en": "archive (RAR, 7z, GZ or the like)"},
    "mht": {"zh": "网页存档（MHT）", "en": "saved web page (MHT)"},
    "wps": {"zh": "WPS 文字文档", "en": "WPS document"},
    "et": {"zh": "WPS 表格", "en": "WPS spreadsheet"},
    "xls": {"zh": "旧版 Excel/WPS 表格", "en": "old Excel or WPS workbook"},
    "ods": {"zh": "ODS 表格", "en": "ODS spreadsheet"},
    "wordml": {"zh": "Word 2003 XML 文档", "en": "Word 2003 XML document"},
    "binary": {"zh": "二进制数据", "en": "binary data"},
}
"""Names of formats as shown in messages."""

ERRORS: dict[str, dict[str, str]] = {
    "plan_error": {
        "zh": "{file}：无法处理（{code}）；请检查该文件和命令的参数。",
        "en": "{file}: cannot be processed ({code}); check the file and the arguments of the call.",
    },
    "usage": {
        "zh": "命令用法有误：应为 {expected}，实际为 {found}；请加 --help 查看用法和示例。",
        "en": "wrong call: expected {expected}, got {found}; add --help for usage and examples.",
    },
    "unreadable_file": {
        "zh": "{file}：打不开或内容不完整（{found}）；应为文本、Markdown、网页、DOCX 或带文字层的 PDF，请重新获取。",
        "en": "{file}: cannot be opened or is incomplete ({found}); "
        "expected text, Markdown, HTML, DOCX or PDF with a text layer: fetch the file again.",
    },
    "file_not_found": {
        "zh": "{file}：找不到该文件；请检查路径和文件名。",
        "en": "{file}: no such file; check the path and the name.",
    },
    "not_a_file": {
        "zh": "{file}：应为文件，实际是文件夹或设备；请给出一个文件，整个文件夹请用 policy-xwalk run。",
        "en": "{file}: expected a file, found a folder or device; name a file, or use policy-xwalk run for a folder.",
    },
    "no_permission": {
        "zh": "{file}：没有读取权限或读取失败（{found}）；请修改权限或复制一份再试。",
        "en": "{file}: may not be read or reading failed ({found}); change its permissions or copy it.",
    },
    "empty_file": {
        "zh": "{file}：文件是空的，没有任何文字；请重新获取该文件。",
        "en": "{file}: the file is empty, there is no text in it; fetch it again.",
    },
    "file_too_large": {
        "zh": "{file}：文件有 {size} 字节，超过上限 {limit} 字节；请拆分文件或去掉其中的图片。",
        "en": "{file}: the file has {size} bytes, over the limit of {limit}; split it or remove its images.",
    },
    "line_too_long": {
        "zh": "{file}：有一行长达 {size} 个字符，超过上限 {limit}，不像规划正文；请检查文件是否损坏，或分段另存。",
        "en": "{file}: one line has {size} characters, over the limit of {limit}, which no plan has; "
        "check whether the file is damaged, or save it with paragraphs.",
    },
    "text_too_long": {
        "zh": "{file}：正文超过 {limit} 个字符的上限，不像一份规划；请拆分后再试。",
        "en": "{file}: the text is over the limit of {limit} characters, too long for one plan; split it.",
    },
    "nested_too_deep": {
        "zh": "{file}：网页元素嵌套 {size} 层，超过上限 {limit}，可能是恶意文件，未读取；请核实来源或另存为文本。",
        "en": "{file}: page elements are nested {size} deep, over the limit of {limit}; it may be hostile and was not "
        "read: check where it comes from or save it as text.",
    },
    "too_many_pages": {
        "zh": "{file}：共 {size} 页，超过上限 {limit} 页；请只保留规划部分。",
        "en": "{file}: has {size} pages, over the limit of {limit}; keep only the plan.",
    },
    "unsupported_format": {
        "zh": "{file}：实际是{found}，不能直接读取；请另存为 DOCX、PDF（带文字层）、网页或文本再试。",
        "en": "{file}: is in fact {found}, which cannot be read; save it as DOCX, PDF with text, HTML or text.",
    },
    "framework_only": {
        "zh": "{file}：实际是{found}，没有正文，只能作为事实表（框架）读取；请检查是否拿错了文件，或补上指标表头。",
        "en": "{file}: is in fact {found} without running text and can only be read as a framework of facts; "
        "check that it is the right file or give it the indicator headers.",
    },
    "binary_file": {
        "zh": "{file}：应为文字，实际是二进制数据；请检查文件是否损坏、下载是否完整。",
        "en": "{file}: expected text, found binary data; check whether the file is damaged or only partly downloaded.",
    },
    "unknown_encoding": {
        "zh": "{file}：文字编码无法识别（不是 UTF-8、GB18030 或 UTF-16，第 {position} 个字节起解码失败）；"
        "请用记事本等另存为 UTF-8。",
        "en": "{file}: unknown text encoding (not UTF-8, GB18030 or UTF-16; decoding fails at byte {position}); "
        "save it as UTF-8.",
    },
    "mojibake": {
        "zh": "{file}：文字是乱码（如“{found}”），曾被用错误的编码保存过；请从原始来源重新获取。",
        "en": "{file}: the text is garbled (“{found}”): it was once saved in a wrong encoding; "
        "fetch it again from its source.",
    },
    "damaged_docx": {
        "zh": "{file}：应为完整的 Word 文档（DOCX），实际已损坏或不完整（{found}）；"
        "请重新获取，或用 Word/WPS 打开修复后另存。",
        "en": "{file}: expected a whole Word document (DOCX), found a damaged or cut-off one ({found}); "
        "fetch it again or repair and save it in Word.",
    },
    "damaged_odt": {
        "zh": "{file}：应为完整的 ODT 文档，实际已损坏或不完整（{found}）；请重新获取，或用 WPS 修复后另存。",
        "en": "{file}: expected a whole ODT document, found a damaged or cut-off one ({found}); "
        "fetch it again or repair and save it in LibreOffice.",
    },
    "damaged_ofd": {
        "zh": "{file}：应为完整的 OFD 版式文件，实际已损坏、加密或不完整（{found}）；"
        "请重新获取，或用 OFD 阅读器导出为 PDF。",
        "en": "{file}: expected a whole OFD document, found a damaged, encrypted or cut-off one ({found}); "
        "fetch it again or export it as PDF from an OFD reader.",
    },
    "scanned_ofd": {
        "zh": "{file}：这份 OFD 共 {pages} 页，只有图片，没有文字；"
        "请安装文字识别组件：pip install 'policy-xwalk[ocr]'。",
        "en": "{file}: this OFD of {pages} pages holds pictures only and no text; "
        "install text recognition: pip install 'policy-xwalk[ocr]'.",
    },
    "unreadable_pictures": {
        "zh": "{file}：共 {pages} 页，只有图片，图片打不开或识别不出文字；"
        "请用阅读器导出为 PDF 再试，或换用清晰的版本。",
        "en": "{file}: its {pages} pages are pictures that could not be opened or recognised; "
        "export it as PDF from a reader or use a clearer version.",
    },
    "encrypted_ofd": {
        "zh": "{file}：这份 OFD 已加密，无法读取；请在 OFD 阅读器中用密码打开，导出为未加密的 OFD 或 PDF。",
        "en": "{file}: this OFD is encrypted; open it with its password in an OFD reader and export it as a plain OFD "
        "or PDF.",
    },
    "damaged_mht": {
        "zh": "{file}：应为网页存档（MHT），其中没有可读的网页（{found}）；请重新保存该网页，或另存为 HTML。",
        "en": "{file}: expected a saved web page (MHT), found no readable page in it ({found}); "
        "save the page again, or save it as HTML.",
    },
    "needs_office": {
        "zh": "{file}：实际是{found}，需要先安装 LibreOffice 才能读取；请安装 LibreOffice，或另存为 DOCX/XLSX 再试。",
        "en": "{file}: is in fact {found}, which LibreOffice must turn into an open format first; "
        "install LibreOffice, or save it as DOCX or XLSX.",
    },
    "conversion_failed": {
        "zh": "{file}：LibreOffice 无法转换该文件（{found}）；请检查文件是否损坏，或用 Word/WPS 另存为 DOCX/XLSX。",
        "en": "{file}: LibreOffice could not convert it ({found}); "
        "check whether the file is damaged, or save it as DOCX or XLSX in Word or WPS.",
    },
    "conversion_timeout": {
        "zh": "{file}：LibreOffice 在 {limit} 秒内没有转换完；请用 Word/WPS 另存为 DOCX/XLSX 再试。",
        "en": "{file}: LibreOffice did not convert it within {limit} seconds; save it as DOCX or XLSX in Word or WPS.",
    },
    "damaged_archive": {
        "zh": "{file}：压缩包或其中的文件已损坏、不完整（{found}）；请重新获取，或先解压再试。",
        "en": "{file}: the archive or this file in it is damaged or cut off ({found}); "
        "fetch it again, or unpack it first.",
    },
    "encrypted_archive": {
        "zh": "{file}：压缩包中的该文件有密码，未读取；请先解压再试。",
        "en": "{file}: this file in the archive has a password and was not read; unpack it first.",
    },
    "member_outside": {
        "zh": "{file}：其中的文件名“{found}”指向压缩包之外，可能是恶意文件，未读取；请核实来源。",
        "en": "{file}: the name {found} in it leads out of the archive; it may be hostile and was not read: "
        "check where it comes from.",
    },
    "duplicate_member": {
        "zh": "{file}：压缩包中有两个同名文件，只读取了第一个；请先解压并核对。",
        "en": "{file}: stands twice in the archive, only the first was read; unpack it and check.",
    },
    "no_such_member": {
        "zh": "{file}：压缩包中没有文件“{found}”；请核对文件名。",
        "en": "{file}: the archive has no file {found}; check the name.",
    },
    "too_many_members": {
        "zh": "{file}：压缩包中有 {size} 个文件，超过上限 {limit} 个；请分成几个压缩包，或先解压再试。",
        "en": "{file}: the archive holds {size} files, over the limit of {limit}; split it, or unpack it first.",
    },
    "archive_too_deep": {
        "zh": "{file}：压缩包层层嵌套，超过上限 {limit} 层，可能是恶意文件，未读取；请先解压再试。",
        "en": "{file}: archives stand within each other more than {limit} deep; it may be hostile and was not read: "
        "unpack it first.",
    },
    "archive_of_many": {
        "zh": "{file}：压缩包中有多个文件；请对整个压缩包用 policy-xwalk run，或先解压再逐个读取。",
        "en": "{file}: the archive holds several files; use policy-xwalk run on it, or unpack it and read one by one.",
    },
    "empty_archive": {
        "zh": "{file}：压缩包中没有文件；请检查是否拿错了文件。",
        "en": "{file}: there is no file in the archive; check that it is the right one.",
    },
    "xml_too_large": {
        "zh": "{file}：其中的 XML 或合并单元格有 {size} 项，超过上限 {limit}，不像规划，未读取；请拆分或另存后再试。",
        "en": "{file}: its XML or merged cells have {size} parts, over the limit of {limit}, more than a plan has; "
        "it was not read: split it or save it anew.",
    },
    "zip_bomb": {
        "zh": "{file}：解压后有 {size} 字节，超过上限 {limit}（或压缩比异常），可能是恶意文件，未打开；请核实来源。",
        "en": "{file}: would unpack to {size} bytes, over the limit of {limit} (or packed beyond reason); "
        "it may be hostile and was not opened: check where it comes from.",
    },
    "forbidden_xml": {
        "zh": "{file}：其中的 XML 带有实体或文档类型声明，正常的 Office 文档没有，可能是恶意文件，未读取；请核实来源。",
        "en": "{file}: its XML declares entities or a document type, which no Office document does; "
        "it may be hostile and was not read: check where it comes from.",
    },
    "damaged_pdf": {
        "zh": "{file}：应为完整的 PDF，实际已损坏或不完整（{found}）；请重新获取该文件。",
        "en": "{file}: expected a whole PDF, found a damaged or cut-off one ({found}); fetch the file again.",
    },
    "encrypted_pdf": {
        "zh": "{file}：PDF 已加密，需要密码；请用 --password 给出密码，或去掉密码后另存。",
        "en": "{file}: the PDF is encrypted and needs a password; give it with --password or save it without.",
    },
    "wrong_password": {
        "zh": "{file}：PDF 已加密，给出的密码不对；请核对 --password。",
        "en": "{file}: the PDF is encrypted and the password given is wrong; check --password.",
    },
    "encrypted_office": {
        "zh": "{file}：Office 文档已加密；请在 Word/WPS 中去掉密码后另存为 DOCX。",
        "en": "{file}: the Office document is encrypted; remove its password in Word and save it as DOCX.",
    },
    "scanned_pdf": {
        "zh": "{file}：这是扫描件，第 {pages} 页（共 {count} 页）都没有可用的文字层；"
        "请安装文字识别组件后再读：pip install 'policy-xwalk[ocr]'，或换用带文字的版本。",
        "en": "{file}: this is a scan, pages {pages} ({count} in all) have no usable text layer; "
        "install text recognition: pip install 'policy-xwalk[ocr]', or use a version with text.",
    },
    "no_text": {
        "zh": "{file}：{format}中没有任何文字；请检查是否拿错了文件。",
        "en": "{file}: there is no text in this {format} file; check that it is the right one.",
    },
    "not_a_plan": {
        "zh": "{file}：能读取，但没有规划应有的标题、章节、指标或任务（{found}）；请检查是否拿错了文件。",
        "en": "{file}: can be read but has no title, sections, indicators or tasks as a plan has ({found}); "
        "check that it is the right file.",
    },
    "bad_framework": {
        "zh": "{file}：事实表缺少应有内容，应有 {expected}，实际为 {found}；"
        "请按 national.toml 的样式或“指标、目标值”表头补齐。",
        "en": "{file}: the fact table lacks something: expected {expected}, found {found}; "
        "complete it after the model of national.toml or with the headers 指标 and 目标值.",
    },
    "framework_syntax": {
        "zh": "{file}：不是正确的{format}（{found}）；请改正后再试。",
        "en": "{file}: is not a valid {format} ({found}); correct it and try again.",
    },
    "framework_columns": {
        "zh": "{file}：表头缺少“{expected}”列，实际的列为：{found}；每行应是一个指标，请补上该列（中英文列名均可）。",
        "en": "{file}: the header lacks the column {expected}; found: {found}; "
        "each row should be one indicator: add the column (Chinese or English name).",
    },
    "framework_field": {
        "zh": "{file}：{place} 应为 {expected}，实际为 {found}；请改正该处。",
        "en": "{file}: {place} should be {expected}, found {found}; correct it there.",
    },
    "bad_record": {
        "zh": "{file}：第 {line} 行不是约定的记录，应为 {expected}，实际为 {found}；"
        "请用 policy-xwalk extract 重新生成。",
        "en": "{file}: line {line} is not a record of the contract: expected {expected}, found {found}; "
        "make it again with policy-xwalk extract.",
    },
    "bad_corpus": {
        "zh": "{file}：语料清单有误，应为 {expected}，实际为 {found}；请改正该处。",
        "en": "{file}: the corpus file is wrong: expected {expected}, found {found}; correct it there.",
    },
    "gold_not_found": {
        "zh": "{file}：不是标注数据文件夹，应含 plans、cases 或 reports；请核对路径。",
        "en": "{file}: is no folder of gold, which holds plans, cases or reports; check the path.",
    },
    "floor_unknown": {
        "zh": "没有名为 {found} 的门槛，或未用 --reason 说明理由；请用 --all 查看名称。",
        "en": "there is no floor named {found}, or no --reason was given; see the names with --all.",
    },
    "exchange_format": {
        "zh": "{file}：导入的内容不是可用的 {expected}（{found}）；请在标注工具中按该格式重新导出。",
        "en": "{file}: what is imported is no usable {expected} ({found}); export it again in this format.",
    },
    "exchange_text": {
        "zh": "{file}：标注不是针对这份原文的（{found}）；请用标注时所用的原文文件。",
        "en": "{file}: the annotation belongs to another text ({found}); give the plan file that was annotated.",
    },
    "exchange_several": {
        "zh": "{file}：应只有 1 份标注，实际有 {found} 份；请只导出一份，或在 Label Studio 中将一份设为 ground truth。",
        "en": "{file}: expected 1 annotation, found {found}; export one, or set one as ground truth in Label Studio.",
    },
    "exchange_number": {
        "zh": "{file}：第 {start}–{end} 个字符处标注的数字（number）不属于任何条目；请从条目到数字画一条关系。",
        "en": "{file}: the number marked at characters {start}–{end} belongs to no passage; draw a relation to it.",
    },
    "exchange_place": {
        "zh": "{file}：第 {start}–{end} 个字符处的标注与原文不符；请重新标注该处。",
        "en": "{file}: the passage marked at characters {start}–{end} is not what the text has there; mark it again.",
    },
    "output_not_a_folder": {
        "zh": "{file}：结果应写入文件夹，这里却是一个文件；请用 -o 另指定一个文件夹。",
        "en": "{file}: results go into a folder, but this is a file; name another folder with -o.",
    },
    "cannot_write": {
        "zh": "{file}：无法写入（{found}）；请检查权限和磁盘空间，或用 -o 换一个位置。",
        "en": "{file}: cannot be written ({found}); check permissions and disk space, or choose another place with -o.",
    },
    "missing_extra": {
        "zh": "缺少可选组件 {library}（{feature} 需要它）；请安装：pip install 'policy-xwalk[{extra}]'。",
        "en": "the optional library {library} is missing ({feature} needs it): pip install 'policy-xwalk[{extra}]'.",
    },
}
"""Error code to message; parameters in braces come from :attr:`policy_xwalk.errors.PlanError.params`."""
