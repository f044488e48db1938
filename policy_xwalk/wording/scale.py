"""What runs over many plans say: options, stages, status, queries, and what can go wrong."""

from __future__ import annotations

Words = dict[str, dict[str, str]]

SCALE_CLI: Words = {
    "workers": {
        "zh": "同时工作的进程数；不写则按处理器数，少量文件只用一个。",
        "en": "Processes at work at once; by default as many as processors, for a few files only one.",
    },
    "scheduler": {
        "zh": "由 Dask 集群处理，写调度器地址，如 tcp://10.0.0.5:8786。",
        "en": "Let a Dask cluster do the work: address of its scheduler, for example tcp://10.0.0.5:8786.",
    },
    "outputs": {
        "zh": "写哪些结果，用逗号分开：page（网页）、workbook（Excel）、document（Word）、tables（CSV 表）、"
        "graph（图）、lines（JSON Lines）、matrix（CSV）、parquet、all；"
        "不写则小批量全写，大批量只写 lines、matrix、parquet。",
        "en": "Which results to write, with commas: page, workbook, document, tables, graph, lines, matrix, parquet, "
        "all; by default everything for a few plans, and lines, matrix and parquet for many.",
    },
    "limit": {
        "zh": "不超过这么多份规划时写出网页、工作簿、报告和图，内容齐全；超过则只写逐份汇总的结果。",
        "en": "Up to so many plans a run writes page, workbook, report and graph of everything; beyond, only results "
        "that are put together plan by plan.",
    },
    "run_grave": {
        "zh": "有 {severity} 及以上的疑似问题，退出码为 1；请看 findings.jsonl。",
        "en": "There are findings at or above {severity}, so the exit code is 1; see findings.jsonl.",
    },
    "stage_pieces": {"zh": "汇总结果", "en": "Gathering results"},
    "older": {
        "zh": "注意：结果文件夹中的 {files} 是以前运行留下的，这次没有更新。",
        "en": "Note: {files} in the folder of results are of an earlier run and were not written this time.",
    },
    "left_out": {
        "zh": "共 {plans} 份规划，超过 {limit} 份，未写：{files}；如确需要，请加 --outputs {asked}"
        "（内存和文件大小随规划数增长），或用 policy-xwalk query 查询。",
        "en": "{plans} plans are more than {limit}; left out: {files}. If you need them, add --outputs {asked} (memory "
        "and file size grow with the number of plans), or use policy-xwalk query.",
    },
    "look_in": {"zh": "结果在：{file}", "en": "Results: {file}"},
    "kept": {
        "zh": "{made} 步为本次所做，{kept} 步沿用上次结果。",
        "en": "{made} steps done now, {kept} kept from before.",
    },
    "query": {
        "zh": "用 SQL 查询 run 的结果（只读）。视图：plans、items、indicators、targets、status、actions、boxes、links、"
        "findings；不写 SQL 则列出各视图的列。\n\n"
        '示例：policy-xwalk query "select relation, count(*) from links group by all" -o out',
        "en": "Query the results of run with SQL, read-only. Views: plans, items, indicators, targets, status, "
        "actions, boxes, links, findings; without SQL their columns are listed.\n\n"
        'Example: policy-xwalk query "select relation, count(*) from links group by all" -o out',
    },
    "query_sql": {"zh": "一条 SELECT 语句。", "en": "One SELECT statement."},
    "query_out": {"zh": "run 的结果文件夹或网址。", "en": "Folder or URL of the results of run."},
    "query_format": {"zh": "输出格式。", "en": "Format of the answer."},
    "query_to": {"zh": "写入文件；不写则输出到标准输出。", "en": "Write to this file instead of standard output."},
    "query_rows": {"zh": "{count} 行", "en": "{count} rows"},
    "status": {
        "zh": "列出文件夹中每份规划的处理情况：new 未处理、done 已处理、stale 已过时、failed 未能使用，以及原因。\n\n"
        "示例：policy-xwalk status corpora -o out",
        "en": "Say of each plan of a folder whether it is new, done, stale or failed, and why.\n\n"
        "Example: policy-xwalk status corpora -o out",
    },
    "status_all": {"zh": "也列出已处理的文件。", "en": "List files that are done, too."},
    "status_state": {"zh": "只列出这种情况的文件。", "en": "List only files in this state."},
    "status_count": {
        "zh": "已处理 {done}，未处理 {new}，已过时 {stale}，未能使用 {failed}，文件夹中已没有 {gone}。",
        "en": "{done} done, {new} new, {stale} stale, {failed} failed, {gone} gone from the folder.",
    },
    "status_pairs": {
        "zh": "上次运行：{plans} 份规划，{pairs} 组比较。",
        "en": "Last run: {plans} plans, {pairs} comparisons.",
    },
    "status_unfinished": {
        "zh": "上次运行没有完成；再次运行只做余下的部分。",
        "en": "The last run did not finish; another one does only what is left.",
    },
    "status_never": {"zh": "{file} 中还没有结果。", "en": "{file} holds no results yet."},
    "matrix_region_code": {"zh": "区划代码", "en": "Region code"},
    "matrix_region": {"zh": "地区", "en": "Region"},
    "matrix_plan": {"zh": "本级规划", "en": "Local plan"},
    "matrix_upper": {"zh": "上级规划", "en": "Upper plan"},
    "matrix_comparison": {"zh": "比较", "en": "Comparison"},
}

STATES: Words = {
    "new": {"zh": "未处理", "en": "new"},
    "done": {"zh": "已处理", "en": "done"},
    "stale": {"zh": "已过时", "en": "stale"},
    "failed": {"zh": "未能使用", "en": "failed"},
    "gone": {"zh": "已不在", "en": "gone"},
}

WHY: Words = {
    "never_read": {"zh": "尚未读取", "en": "not read yet"},
    "file_changed": {"zh": "文件内容有变", "en": "the file has changed"},
    "entry_changed": {"zh": "corpus.toml 中的说明有变", "en": "its entry in corpus.toml has changed"},
    "code_changed": {"zh": "程序或词表有更新", "en": "the program or a lexicon has changed"},
    "part_lost": {"zh": "保存的结果已不在", "en": "the kept result is gone"},
    "not_in_folder": {"zh": "文件已从文件夹中移走", "en": "the file is no longer in the folder"},
}

SCALE_ERRORS: Words = {
    "no_space": {
        "zh": "{file}：磁盘已满或超过限额（{found}）；请腾出空间后重新运行，已完成的部分会保留。",
        "en": "{file}: the disk or quota is full ({found}); make room and run again, what is done is kept.",
    },
    "output_in_use": {
        "zh": "{file}：另一个运行正在写入这个结果文件夹；请等它结束，或用 -o 换一个文件夹。",
        "en": "{file}: another run is writing to this folder; wait until it ends, or choose another folder with -o.",
    },
    "worker_other_version": {
        "zh": "{file} 上的程序与本机不同（程序摘要 {found}，应为 {expected}）；请在各机器上安装同一版本后重新运行。",
        "en": "{file} runs another version of the program (digest {found}, expected {expected}); install the same "
        "version on all machines and run again.",
    },
    "worker_died": {
        "zh": "{file}：处理时工作进程 {found} 次意外终止，已跳过；可能内存不足，请用 policy-xwalk doctor 检查。",
        "en": "{file}: worker processes died {found} times over it, so it was left out; memory may be short, look at "
        "the file with policy-xwalk doctor.",
    },
    "worker_cannot_see": {
        "zh": "{found} 看不到 {file}（{reason}）；集群的各台机器须能访问同一路径，请用共享文件夹或 s3:// 等网址。",
        "en": "{found} cannot see {file} ({reason}); all machines of a cluster need the same path, use a shared "
        "folder or a URL such as s3://.",
    },
    "no_scheduler": {
        "zh": "{file}：连接不上调度器（{found}）；请核对地址，先启动 dask scheduler 和 dask worker。",
        "en": "{file}: no scheduler answers ({found}); check the address, start dask scheduler and dask worker first.",
    },
    "no_workers": {
        "zh": "{file}：调度器下没有工作进程；请先启动 dask worker {file}。",
        "en": "{file}: the scheduler has no workers; start some with dask worker {file}.",
    },
    "local_results": {
        "zh": "{file}：使用集群时结果须写在各机器都能访问的位置；请用 -o 指定共享文件夹或网址。",
        "en": "{file}: with a cluster, results go where all machines can write; name a shared folder or URL with -o.",
    },
    "parts_lost": {
        "zh": "{file}：保存的中间结果反复损坏（{found}）；请检查磁盘，或删除其中的 .work 文件夹后重新运行。",
        "en": "{file}: kept results are damaged again and again ({found}); check the disk, or delete the folder .work "
        "in it and run again.",
    },
    "no_file_system": {
        "zh": "{file}：无法访问这个网址（{found}）；请核对写法，并安装该协议的 fsspec 支持（如 s3fs）。",
        "en": "{file}: this URL cannot be reached ({found}); check it and install fsspec's support for it (e.g. s3fs).",
    },
    "url_refused": {
        "zh": "{file}：访问被拒绝（{found}）；请核对访问密钥和读写权限（S3 见环境变量 AWS_ACCESS_KEY_ID 等）。",
        "en": "{file}: access refused ({found}); check the keys and what they may read and write there (for S3 the "
        "environment variables AWS_ACCESS_KEY_ID and so on).",
    },
    "url_unreachable": {
        "zh": "{file}：服务不可用（{found}）；请核对网络和服务地址（S3 见环境变量 AWS_ENDPOINT_URL），然后重新运行，"
        "已完成的部分会保留。",
        "en": "{file}: the service is not available ({found}); check the network and its address (for S3 the "
        "environment variable AWS_ENDPOINT_URL), then run again, what is done is kept.",
    },
    "url_not_found": {
        "zh": "{file}：这个位置不存在（{found}）；请核对写法，存储桶须先建好。",
        "en": "{file}: there is no such place ({found}); check it, a bucket has to be made beforehand.",
    },
    "unknown_output": {
        "zh": "--outputs：没有 {found}；可用的有 {expected}。",
        "en": "--outputs: there is no {found}; choose from {expected}.",
    },
    "no_results": {
        "zh": "{file}：这里没有 run 的结果；请先运行 policy-xwalk run 规划文件夹 -o {file}。",
        "en": "{file}: no results of run here; first run policy-xwalk run FOLDER -o {file}.",
    },
    "bad_query": {
        "zh": "SQL 无法执行：{found}；不写 SQL 可列出各视图的列。",
        "en": "The SQL cannot be run: {found}; without SQL, query lists the columns of each view.",
    },
    "query_not_select": {
        "zh": "query 只接受一条 SELECT 语句，收到的是 {found}；结果只供读取，不能修改。",
        "en": "query takes one SELECT statement, this is {found}; the results can be read, not changed.",
    },
}


def scale_word(code: str, lang: str) -> str:
    """A word of the outputs of many plans."""
    return SCALE_CLI[code][lang]
