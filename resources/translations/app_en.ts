<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AccountsDialog</name>
    <message>
        <source>谁可以操作这份竞赛？</source>
        <translation>Who may work on this contest?</translation>
    </message>
    <message>
        <source>10 位以上、不常见的口令短语带有自己的钥匙：裁判长、登记员、管理员有了它，证件号和手机号就加密保存。</source>
        <translation>A passphrase of 10 characters or more, none of the common ones, brings a key of its own: once the chief judge, a registrar or an administrator has one, ID numbers and phones are kept encrypted.</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>原口令</source>
        <translation>Old secret</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>PIN or passphrase</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>原口令（换自己的口令时）</source>
        <translation>Old secret (to change your own)</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>注销账户</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>暂停登录</source>
        <translation>Stop log-in</translation>
    </message>
    <message>
        <source>恢复登录</source>
        <translation>Allow log-in</translation>
    </message>
    <message>
        <source>保存账户</source>
        <translation>Save account</translation>
    </message>
    <message>
        <source>新账户</source>
        <translation>New account</translation>
    </message>
    <message>
        <source>口令短语</source>
        <translation>passphrase</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>两次输入的口令不一样，没有保存。请重新输入。</source>
        <translation>The two entries differ; nothing was saved. Type them again.</translation>
    </message>
    <message>
        <source>什么也没有改。要换口令就输入两次新口令。</source>
        <translation>Nothing was changed. To change the secret type the new one twice.</translation>
    </message>
    <message>
        <source>正在存…</source>
        <translation>Storing…</translation>
    </message>
    <message>
        <source>先选别的一位人员；自己的账号不能注销、不能锁定。</source>
        <translation>Choose somebody else first: your own account cannot be removed or locked.</translation>
    </message>
    <message>
        <source>注销 {name} 的账户？</source>
        <translation>Close the account of {name}?</translation>
    </message>
    <message>
        <source>注销以后不能恢复，这个名字也不能再用；操作记录都留着。只是暂时不让登录，用“暂停登录”。</source>
        <translation>A closed account does not come back and its name is not used again; the record stays. To keep somebody out for a while, use “Stop log-in”.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>打印这一页</source>
        <translation>Print this page</translation>
    </message>
    <message>
        <source>筛选表格</source>
        <translation>Filter the table</translation>
    </message>
    <message>
        <source>收起或展开详情</source>
        <translation>Fold or unfold details</translation>
    </message>
    <message>
        <source>到下一栏</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>看是否已保存</source>
        <translation>Is it saved?</translation>
    </message>
    <message>
        <source>换人</source>
        <translation>Switch person</translation>
    </message>
    <message>
        <source>锁定屏幕</source>
        <translation>Lock the screen</translation>
    </message>
    <message>
        <source>放大文字</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>缩小文字</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>深色或浅色</source>
        <translation>Dark or light</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>关闭竞赛，回到开始</source>
        <translation>Close the contest, back to the start</translation>
    </message>
    <message>
        <source>去“{page}”</source>
        <translation>Go to {page}</translation>
    </message>
    <message>
        <source>先打开一份竞赛。</source>
        <translation>Open a contest first.</translation>
    </message>
    <message>
        <source>{role}不能做这件事，请换人 (F10)。</source>
        <translation>A {role} may not do this. Switch person (F10).</translation>
    </message>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>人员和口令</source>
        <translation>People and secrets</translation>
    </message>
    <message>
        <source>清除个人信息</source>
        <translation>Erase personal data</translation>
    </message>
    <message>
        <source>打印遗失报告</source>
        <translation>Print the form for a loss</translation>
    </message>
    <message>
        <source>钥匙与名录</source>
        <translation>Keys and trust list</translation>
    </message>
    <message>
        <source>核对证书真伪</source>
        <translation>Check a certificate</translation>
    </message>
    <message>
        <source>看例子</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>使用手册</source>
        <translation>Handbook</translation>
    </message>
    <message>
        <source>这里没有可以撤销的。</source>
        <translation>There is nothing to undo here.</translation>
    </message>
    <message>
        <source>这里没有可以重做的。</source>
        <translation>There is nothing to redo here.</translation>
    </message>
    <message>
        <source>这一页没有可以打印的单据。</source>
        <translation>This page has no paper to print.</translation>
    </message>
    <message>
        <source>这一页没有可以筛选的表格。</source>
        <translation>This page has no list to filter.</translation>
    </message>
    <message>
        <source>表格的列、顺序和排序</source>
        <translation>Columns and sorting</translation>
    </message>
    <message>
        <source>导出所列</source>
        <translation>Export what is listed</translation>
    </message>
    <message>
        <source>这一页没有详情栏。</source>
        <translation>This page has no details pane.</translation>
    </message>
    <message>
        <source>这一页只有一栏。</source>
        <translation>This page has one pane only.</translation>
    </message>
    <message>
        <source>现场情况</source>
        <translation>Incidents in the hall</translation>
    </message>
    <message>
        <source>打印单据…</source>
        <translation>Print papers…</translation>
    </message>
    <message>
        <source>本机设置</source>
        <translation>Settings of this computer</translation>
    </message>
    <message>
        <source>投到大屏：时钟和今天的安排</source>
        <translation>Open the public screen: clock and timetable</translation>
    </message>
    <message>
        <source>带我打出第一张证书</source>
        <translation>Show me the way to the first certificate</translation>
    </message>
    <message>
        <source>自检</source>
        <translation>Self-check</translation>
    </message>
</context>
<context>
    <name>AllBox</name>
    <message>
        <source>全选所列</source>
        <translation>Choose all listed</translation>
    </message>
    <message>
        <source>全选所列的（Ctrl+A），或都不选（Esc）</source>
        <translation>Choose all listed (Ctrl+A), or none (Esc)</translation>
    </message>
</context>
<context>
    <name>AnchorCard</name>
    <message>
        <source>与纸上的核对码比对</source>
        <translation>Compare a code from paper</translation>
    </message>
    <message>
        <source>评分表、成绩汇总表签字栏旁的 30 位数字，或扫旁边的码。</source>
        <translation>The thirty digits beside the signatures of score sheets and lists, or scan the code beside them.</translation>
    </message>
    <message>
        <source>纸上的核对码</source>
        <translation>Code on the paper</translation>
    </message>
    <message>
        <source>比对</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>E16：操作记录里没有这个核对码。竞赛文件可能换成了旧的一份，或历史被改写。请停下来与纸质材料核对。</source>
        <translation>E16: the record does not contain this code. The file may be an older copy, or its history was rewritten. Stop and compare with the paper.</translation>
    </message>
    <message>
        <source>签名不符：这个码不是本基地的钥匙签的。</source>
        <translation>Wrong signature: this code was not signed by this base&apos;s key.</translation>
    </message>
    <message>
        <source>一致：印于第 {seq} 条之后（{at}）。</source>
        <translation>Agrees: printed after entry {seq} ({at}).</translation>
    </message>
    <message>
        <source>签名的钥匙未知，请更新名录。</source>
        <translation>Signed by an unknown key; load the newest trust list.</translation>
    </message>
    <message>
        <source>数据与现在一致。</source>
        <translation>The data are the same now.</translation>
    </message>
    <message>
        <source>数据在打印之后改过，纸上的不是最新的。</source>
        <translation>The data changed after printing; the paper is not the newest.</translation>
    </message>
    <message>
        <source>打印之后又有 {count} 条记录。</source>
        <translation>{count} entries came after printing.</translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>申诉 {number}：{entry} {name}，怎样答复？</source>
        <translation>Appeal {number}: {entry} {name} – what is the answer?</translation>
    </message>
    <message>
        <source>{item}。{text}</source>
        <translation>{item}. {text}</translation>
    </message>
    <message>
        <source>总成绩或名次</source>
        <translation>Total or place</translation>
    </message>
    <message>
        <source>调查情况</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>仲裁意见</source>
        <translation>The arbiter&apos;s answer</translation>
    </message>
    <message>
        <source>成立时只重开这一项，别的成绩一律不动：</source>
        <translation>When upheld, only this reopens; no other mark can change:</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>不成立…</source>
        <translation>Reject…</translation>
    </message>
    <message>
        <source>成立，重开这一项…</source>
        <translation>Uphold and reopen this…</translation>
    </message>
    <message>
        <source>还没有写仲裁意见。</source>
        <translation>The arbiter&apos;s answer is missing.</translation>
    </message>
    <message>
        <source>还没有指明重开哪一场。</source>
        <translation>Say which round reopens.</translation>
    </message>
</context>
<context>
    <name>AppealDialog</name>
    <message>
        <source>申诉只能由领队书面提出。受理到 {until}。</source>
        <translation>Only a delegation leader may appeal, in writing. Taken in until {until}.</translation>
    </message>
    <message>
        <source>受理谁的申诉？</source>
        <translation>Whose appeal is taken in?</translation>
    </message>
    <message>
        <source>总成绩或名次</source>
        <translation>Total or place</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>提出人（领队）</source>
        <translation>Filed by (leader)</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>受理申诉</source>
        <translation>Take in the appeal</translation>
    </message>
    <message>
        <source>还没有填参赛号。</source>
        <translation>The entry number is missing.</translation>
    </message>
    <message>
        <source>还没有填提出申诉的领队。</source>
        <translation>The leader who files the appeal is missing.</translation>
    </message>
    <message>
        <source>现在已过时限：会记为逾期，要裁判长同意才能答复。</source>
        <translation>The time is over: it is taken in as late, and the chief judge has to admit it.</translation>
    </message>
    <message>
        <source>事实与依据</source>
        <translation>What is contested and why</translation>
    </message>
    <message>
        <source>还没有写事实与依据。</source>
        <translation>Say what is contested and why.</translation>
    </message>
</context>
<context>
    <name>AppealRecord</name>
    <message>
        <source>申诉 {number}</source>
        <translation>Appeal {number}</translation>
    </message>
    <message>
        <source>{entry} {name}&#x3000;{item}</source>
        <translation>{entry} {name}  {item}</translation>
    </message>
    <message>
        <source>总成绩或名次</source>
        <translation>Total or place</translation>
    </message>
    <message>
        <source>{time}&#x3000;{leader}&#x3000;对修订 {number}</source>
        <translation>{time}  {leader}  against revision {number}</translation>
    </message>
    <message>
        <source>逾期 · 待裁判长同意</source>
        <translation>Late · chief judge to admit</translation>
    </message>
    <message>
        <source>答复已超时</source>
        <translation>Answer overdue</translation>
    </message>
    <message>
        <source>待答复</source>
        <translation>To answer</translation>
    </message>
    <message>
        <source>成立 · 更正中</source>
        <translation>Upheld · correcting</translation>
    </message>
    <message>
        <source>成立</source>
        <translation>Upheld</translation>
    </message>
    <message>
        <source>不成立</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>逾期不受理</source>
        <translation>Late, not admitted</translation>
    </message>
    <message>
        <source>调查：{text}</source>
        <translation>Found: {text}</translation>
    </message>
    <message>
        <source>答复（{who}）：{text}</source>
        <translation>Answer ({who}): {text}</translation>
    </message>
    <message>
        <source>已重开：{item}。只有这一项能更正，已更正 {count} 处；别的成绩仍然锁定。</source>
        <translation>Reopened: {item}. Only this can be corrected, {count} so far; everything else stays locked.</translation>
    </message>
    <message>
        <source>更正 {count} 处，名次成为修订 {number}。</source>
        <translation>{count} corrections; the list became revision {number}.</translation>
    </message>
    <message>
        <source>复查后维持原分。</source>
        <translation>Looked at again; the marks stay.</translation>
    </message>
    <message>
        <source>应在 {time} 以前答复，已超 {hours}:{minutes:02d}</source>
        <translation>Answer was due by {time}, {hours}:{minutes:02d} ago</translation>
    </message>
    <message>
        <source>应在 {time} 以前答复，还剩 {hours}:{minutes:02d}</source>
        <translation>Answer due by {time}, {hours}:{minutes:02d} left</translation>
    </message>
    <message>
        <source>是否受理…</source>
        <translation>Admit or not…</translation>
    </message>
    <message>
        <source>撤回…</source>
        <translation>Withdraw…</translation>
    </message>
    <message>
        <source>答复…</source>
        <translation>Answer…</translation>
    </message>
    <message>
        <source>结束，成为新的修订…</source>
        <translation>Close as a new revision…</translation>
    </message>
    <message>
        <source>维持原分…</source>
        <translation>Marks stay…</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>申诉表</source>
        <translation>Form</translation>
    </message>
</context>
<context>
    <name>AppealVerbs</name>
    <message>
        <source>请登记员受理申诉</source>
        <translation>The registrar takes the appeal in</translation>
    </message>
    <message>
        <source>申诉由登记员受理，仲裁答复。</source>
        <translation>The registrar takes it in, the arbiter answers.</translation>
    </message>
    <message>
        <source>受理申诉</source>
        <translation>Take in the appeal</translation>
    </message>
    <message>
        <source>申诉已受理。</source>
        <translation>The appeal is taken in.</translation>
    </message>
    <message>
        <source>申诉 {number} 是逾期提出的，受理吗？</source>
        <translation>Appeal {number} came late. Admit it?</translation>
    </message>
    <message>
        <source>{entry} {name}&#x3000;{time} 提出。由裁判长决定，写明理由。</source>
        <translation>{entry} {name}, filed {time}. The chief judge decides, with a reason.</translation>
    </message>
    <message>
        <source>同意受理</source>
        <translation>Admit</translation>
    </message>
    <message>
        <source>有正当理由</source>
        <translation>Good reason for the delay</translation>
    </message>
    <message>
        <source>成绩张贴有延误</source>
        <translation>The list was posted late</translation>
    </message>
    <message>
        <source>不受理</source>
        <translation>Do not admit</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>The reason is missing. Choose one or write a sentence.</translation>
    </message>
    <message>
        <source>请裁判长签下</source>
        <translation>The chief judge signs</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>已同意受理，等仲裁答复。</source>
        <translation>Admitted; the arbiter answers next.</translation>
    </message>
    <message>
        <source>已记为逾期不受理。</source>
        <translation>Noted as late and not admitted.</translation>
    </message>
    <message>
        <source>申诉 {number} 由代表队撤回？</source>
        <translation>Does the delegation withdraw appeal {number}?</translation>
    </message>
    <message>
        <source>{entry} {name}&#x3000;{leader}</source>
        <translation>{entry} {name}  {leader}</translation>
    </message>
    <message>
        <source>撤回申诉</source>
        <translation>Withdraw the appeal</translation>
    </message>
    <message>
        <source>领队书面撤回</source>
        <translation>Withdrawn in writing by the leader</translation>
    </message>
    <message>
        <source>请登记员记下撤回</source>
        <translation>The registrar notes the withdrawal</translation>
    </message>
    <message>
        <source>申诉已撤回。</source>
        <translation>The appeal is withdrawn.</translation>
    </message>
    <message>
        <source>请仲裁签下：申诉不成立</source>
        <translation>The arbiter signs: rejected</translation>
    </message>
    <message>
        <source>仲裁意见为最终结论，以后不能再改。</source>
        <translation>Arbitration is final; it cannot be changed later.</translation>
    </message>
    <message>
        <source>签下答复</source>
        <translation>Sign the answer</translation>
    </message>
    <message>
        <source>申诉 {number} 已答复：不成立。</source>
        <translation>Appeal {number} is answered: rejected.</translation>
    </message>
    <message>
        <source>申诉 {number} 成立？</source>
        <translation>Uphold appeal {number}?</translation>
    </message>
    <message>
        <source>仲裁和裁判长一起签。只重开这一项，别的成绩仍然锁定；仲裁意见为最终结论。</source>
        <translation>Arbiter and chief judge sign together. Only this reopens, everything else stays locked; arbitration is final.</translation>
    </message>
    <message>
        <source>申诉成立，重开这一项</source>
        <translation>Uphold and reopen this</translation>
    </message>
    <message>
        <source>申诉 {number} 成立，重开 {round} {aspect}</source>
        <translation>appeal {number} upheld, {round} {aspect} reopened</translation>
    </message>
    <message>
        <source>申诉成立，这一项已重开，可以更正。</source>
        <translation>Upheld; the item is open and can be corrected.</translation>
    </message>
    <message>
        <source>用时&#x3000;{old} → {new}</source>
        <translation>Time  {old} → {new}</translation>
    </message>
    <message>
        <source>状态&#x3000;{old} → {new}</source>
        <translation>Status  {old} → {new}</translation>
    </message>
    <message>
        <source>更正 {entry} 的 {count} 处？</source>
        <translation>Correct {count} values of {entry}?</translation>
    </message>
    <message>
        <source>更正 {count} 处</source>
        <translation>Correct {count} values</translation>
    </message>
    <message>
        <source>申诉 {number} 更正 {code}，{count} 处</source>
        <translation>appeal {number}: {count} corrections on {code}</translation>
    </message>
    <message>
        <source>已更正，写入更正单。改完后请结束这一项。</source>
        <translation>Corrected, with a slip. Close the item when all is done.</translation>
    </message>
    <message>
        <source>申诉 {number} 的更正结束了？</source>
        <translation>Is everything of appeal {number} corrected?</translation>
    </message>
    <message>
        <source>更正后的成绩随即排成新的修订，原来的修订留着。以后要确认、公示，重发受影响的证书。</source>
        <translation>The corrected marks become a new revision at once; the old one stays. It then has to be confirmed and posted, and certificates it changes are issued again.</translation>
    </message>
    <message>
        <source>结束，成为新的修订</source>
        <translation>Close as a new revision</translation>
    </message>
    <message>
        <source>已成为新的修订，请确认名次与奖项。</source>
        <translation>It is a new revision; confirm places and awards.</translation>
    </message>
    <message>
        <source>申诉 {number} 复查后维持原分？</source>
        <translation>Do the marks of appeal {number} stay?</translation>
    </message>
    <message>
        <source>没有更正任何一格，名次不变，不产生新的修订。</source>
        <translation>Nothing was corrected: places stay and no revision is made.</translation>
    </message>
    <message>
        <source>维持原分，结束</source>
        <translation>Marks stay, close</translation>
    </message>
    <message>
        <source>已结束，名次不变。</source>
        <translation>Closed; places stay.</translation>
    </message>
    <message>
        <source>申诉 {number} 结束，更正 {count} 处</source>
        <translation>appeal {number} closed, {count} corrections</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>present</translation>
    </message>
</context>
<context>
    <name>AppealsPane</name>
    <message>
        <source>撤回裁定…</source>
        <translation>Take ruling back…</translation>
    </message>
</context>
<context>
    <name>Arrived</name>
    <message>
        <source>成绩包由省办收：在省级汇总的收件页核验，确认后才收下。基地不用打开它。文件没有改动。</source>
        <translation>Bundles go to the office: on its inbox page they are verified, and taken in only after you confirm. A base need not open them. The file was not changed.</translation>
    </message>
    <message>
        <source>校验码 {code}，可以在电话里核对</source>
        <translation>Check code {code}, to be compared on the phone</translation>
    </message>
    <message>
        <source>这是成绩包，不是竞赛文件</source>
        <translation>This is a result bundle, not a contest file</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打开省办文件去收件…</source>
        <translation>Open the office file to receive it…</translation>
    </message>
    <message>
        <source>里面是省办定的规则、工种和评分标准。用它新建竞赛，或者装入已有的竞赛：先看有什么变化，再装入。</source>
        <translation>It holds the rules, trades and schemes set by the office. Begin a new contest from it, or take it into one that is there: what changes is shown first.</translation>
    </message>
    <message>
        <source>这是省办的竞赛包</source>
        <translation>This is the office&apos;s contest pack</translation>
    </message>
    <message>
        <source>装入已有的竞赛…</source>
        <translation>Take into one…</translation>
    </message>
    <message>
        <source>用它新建竞赛</source>
        <translation>New contest</translation>
    </message>
</context>
<context>
    <name>Asks</name>
    <message>
        <source>裁定…</source>
        <translation>Rule…</translation>
    </message>
    <message>
        <source>{names} 总成绩和全部同分规则都相同，要裁判长裁定先后。</source>
        <translation>{names} are equal in total and in every tie-break; the chief judge rules on the order.</translation>
    </message>
    <message>
        <source>{names} 在“{award}”的名额边界上并列：还有 {within} 个名额。要裁判长裁定。</source>
        <translation>{names} are tied at the edge of “{award}” with {within} place(s) left. The chief judge rules.</translation>
    </message>
</context>
<context>
    <name>AspectPane</name>
    <message>
        <source>密号</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>按评分点</source>
        <translation>By aspect</translation>
    </message>
    <message>
        <source>评分点</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>配分 {maximum}</source>
        <translation>Max {maximum}</translation>
    </message>
    <message>
        <source>间隔 {step}</source>
        <translation>Step {step}</translation>
    </message>
    <message>
        <source>极差上限 {limit}</source>
        <translation>Spread limit {limit}</translation>
    </message>
    <message>
        <source>已录 {filled} / {cells} 格</source>
        <translation>{filled} of {cells} cells</translation>
    </message>
</context>
<context>
    <name>AuditColumns</name>
    <message>
        <source>序号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>机器</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>做了什么</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>About</translation>
    </message>
    <message>
        <source>前 → 后</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>密号、参赛号、工种、理由</source>
        <translation>Code, entry, trade, reason</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>哪一类</source>
        <translation>Which kind</translation>
    </message>
    <message>
        <source>操作记录</source>
        <translation>Operation record</translation>
    </message>
    <message>
        <source>没有符合条件的记录。</source>
        <translation>No entry matches.</translation>
    </message>
    <message>
        <source>换一个人、一类或几个字再找。</source>
        <translation>Choose another person, kind or words.</translation>
    </message>
    <message>
        <source>全部显示</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>所有操作</source>
        <translation>All acts</translation>
    </message>
    <message>
        <source>审计与数据安全</source>
        <translation>Audit and data safety</translation>
    </message>
    <message>
        <source>校验链条</source>
        <translation>Check the chain</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>看这一条</source>
        <translation>Read this entry</translation>
    </message>
    <message>
        <source>所有人</source>
        <translation>Everybody</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count} entries</translation>
    </message>
    <message>
        <source>没有可导出的记录</source>
        <translation>No entries to export</translation>
    </message>
    <message>
        <source>正在校验链条</source>
        <translation>Checking the chain</translation>
    </message>
    <message>
        <source>链条完整，共 {count} 条。</source>
        <translation>The chain is whole: {count} entries.</translation>
    </message>
    <message>
        <source>文件与操作记录不符，详情在右边。</source>
        <translation>The file is not what its record says; details on the right.</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv)</source>
        <translation>PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>操作记录写到哪里</source>
        <translation>Where to write the record</translation>
    </message>
    <message>
        <source>操作记录.pdf</source>
        <translation>record.pdf</translation>
    </message>
    <message>
        <source>已写出 {count} 条：{path}</source>
        <translation>{count} entries written: {path}</translation>
    </message>
    <message>
        <source>正在写出操作记录</source>
        <translation>Writing the record</translation>
    </message>
    <message>
        <source>已备份到 {count} 处，都核对过。</source>
        <translation>Backed up to {count} places, all checked.</translation>
    </message>
    <message>
        <source>正在备份</source>
        <translation>Backing up</translation>
    </message>
    <message>
        <source>钥匙与名录…</source>
        <translation>Keys and trust list…</translation>
    </message>
    <message>
        <source>电脑时间已经校准了吗？</source>
        <translation>Is this computer&apos;s time right now?</translation>
    </message>
    <message>
        <source>这台电脑现在是 {now}。先在系统里调好时间，再由管理员确认；确认会记入操作记录。</source>
        <translation>This computer says {now}. Set the system&apos;s time first; then an administrator confirms it. The record notes who did.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>时间是对的</source>
        <translation>The time is right</translation>
    </message>
    <message>
        <source>时间已确认。</source>
        <translation>The time is confirmed.</translation>
    </message>
    <message>
        <source>数据安全</source>
        <translation>Data safety</translation>
    </message>
    <message>
        <source>这一条</source>
        <translation>This entry</translation>
    </message>
    <message>
        <source>看什么</source>
        <translation>What to look at</translation>
    </message>
</context>
<context>
    <name>BaseKeysDialog</name>
    <message>
        <source>钥匙与名录</source>
        <translation>Keys and trust list</translation>
    </message>
    <message>
        <source>约 5 分钟。四步做完，成绩包和证书才有省办认得的签名。</source>
        <translation>About 5 minutes. After these four steps bundles and certificates bear signatures the office knows.</translation>
    </message>
    <message>
        <source>这台电脑的三把钥匙：基地、证书、备份</source>
        <translation>This computer&apos;s three keys</translation>
    </message>
    <message>
        <source>生成三把钥匙…</source>
        <translation>Make three keys…</translation>
    </message>
    <message>
        <source>裁判长的钥匙，存在裁判长自己的U盘上</source>
        <translation>Chief judges&apos; keys, on the judges&apos; own sticks</translation>
    </message>
    <message>
        <source>生成到U盘…</source>
        <translation>Make on a stick…</translation>
    </message>
    <message>
        <source>记下已有的…</source>
        <translation>Know an existing one…</translation>
    </message>
    <message>
        <source>登记表：打印、盖章，寄省办；申请文件另走一条路</source>
        <translation>Form: print, stamp, post; the file goes another way</translation>
    </message>
    <message>
        <source>打印登记表…</source>
        <translation>Print the form…</translation>
    </message>
    <message>
        <source>写出申请文件…</source>
        <translation>Write the request…</translation>
    </message>
    <message>
        <source>装入省办的信任名录</source>
        <translation>Take the office&apos;s trust list in</translation>
    </message>
    <message>
        <source>装入名录…</source>
        <translation>Take a list in…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>名录第 {serial} 号，根指纹 {code}</source>
        <translation>List no. {serial}, root {code}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>None yet</translation>
    </message>
    <message>
        <source>还没有；几位裁判长就做几把</source>
        <translation>None yet; one for each chief judge</translation>
    </message>
    <message>
        <source>名录已收录全部钥匙</source>
        <translation>The list names every key</translation>
    </message>
    <message>
        <source>四十位数字和二维码都不含口令，可以给人看</source>
        <translation>Digits and QR hold no secret and may be shown</translation>
    </message>
    <message>
        <source>还没有；省办收到盖章的登记表后发来</source>
        <translation>None yet; the office sends it after the stamped form</translation>
    </message>
    <message>
        <source>这是演示：钥匙是程序内置的，不用做这几步。</source>
        <translation>This is a demo: its keys are built in and these steps are not needed.</translation>
    </message>
    <message>
        <source>先生成这台电脑的钥匙</source>
        <translation>Make this computer&apos;s keys first</translation>
    </message>
    <message>
        <source>演示用内置的钥匙</source>
        <translation>A demo uses built-in keys</translation>
    </message>
    <message>
        <source>重新生成（口令忘了）…</source>
        <translation>Make anew (passphrase forgotten)…</translation>
    </message>
    <message>
        <source>省办已停用：{keys}。请重新生成并登记。</source>
        <translation>Ended by the office: {keys}. Make and enrol new ones.</translation>
    </message>
    <message>
        <source>基地</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>裁判长</source>
        <translation>Chief judge</translation>
    </message>
    <message>
        <source>（已收录）</source>
        <translation> (listed)</translation>
    </message>
    <message>
        <source>（已停用）</source>
        <translation> (retired)</translation>
    </message>
    <message>
        <source>（已吊销）</source>
        <translation> (revoked)</translation>
    </message>
    <message>
        <source>（未收录）</source>
        <translation> (not listed)</translation>
    </message>
</context>
<context>
    <name>BasicSection</name>
    <message>
        <source>未定</source>
        <translation>Not decided</translation>
    </message>
    <message>
        <source>基本信息</source>
        <translation>Basics</translation>
    </message>
    <message>
        <source>竞赛全称</source>
        <translation>Full name of the contest</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>赛区编号</source>
        <translation>Base id</translation>
    </message>
    <message>
        <source>主办单位（几家用顿号隔开，证书落款按这个次序）</source>
        <translation>Organisers (separate with 、; certificates are signed in this order)</translation>
    </message>
    <message>
        <source>承办单位</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>开始日期</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>结束日期</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>离开一格就存好，打勾为准。Ctrl+Z 撤销，Ctrl+Y 重做。</source>
        <translation>A field is stored when you leave it; the tick shows it. Ctrl+Z undoes, Ctrl+Y redoes.</translation>
    </message>
    <message>
        <source>写在文件的起点，不能改。编号错了要新建。</source>
        <translation>Written at the beginning of the file and fixed. A wrong id needs a new contest.</translation>
    </message>
    <message>
        <source>新建时说了没有编号：成绩包不能上报，证书编号用文件的代号。要上报就新建，选“复制往年的设置”。</source>
        <translation>It was made without an id: its bundles cannot be reported, certificates are numbered by the name of the file. To report, make a new one and choose “An earlier contest”.</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>今天不是比赛日，只想练习请用演示竞赛。</source>
        <translation>Today is no contest day. To practise, use the demo contest.</translation>
    </message>
    <message>
        <source>打开演示竞赛</source>
        <translation>Open the demo contest</translation>
    </message>
    <message>
        <source>第一次用？八步就能看到第一张证书。</source>
        <translation>First time here? Eight steps lead to the first certificate.</translation>
    </message>
    <message>
        <source>带我打出第一张证书</source>
        <translation>Show me the way to the first certificate</translation>
    </message>
    <message>
        <source>这份文件由旧版本保存，已升级到现在的版本。升级前的原样留在旁边：{name}</source>
        <translation>An older version saved this file; it was upgraded. As it was before, it lies beside: {name}</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>名次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>按什么排</source>
        <translation>Ranked by</translation>
    </message>
    <message>
        <source>按竞赛定义</source>
        <translation>By the definition</translation>
    </message>
    <message>
        <source>总成绩之和</source>
        <translation>Sum of totals</translation>
    </message>
    <message>
        <source>总成绩平均</source>
        <translation>Average total</translation>
    </message>
    <message>
        <source>名次分</source>
        <translation>Place points</translation>
    </message>
    <message>
        <source>奖项分</source>
        <translation>Award points</translation>
    </message>
    <message>
        <source>计几人</source>
        <translation>How many count</translation>
    </message>
    <message>
        <source>人数按定义</source>
        <translation>Count as defined</translation>
    </message>
    <message>
        <source>计全部队员</source>
        <translation>All members count</translation>
    </message>
    <message>
        <source>计最好 {count} 人</source>
        <translation>Best {count} count</translation>
    </message>
    <message>
        <source>人数不足时</source>
        <translation>Too few members</translation>
    </message>
    <message>
        <source>不足按定义</source>
        <translation>Short: as defined</translation>
    </message>
    <message>
        <source>不足照排</source>
        <translation>Short: as it is</translation>
    </message>
    <message>
        <source>缺人计 0</source>
        <translation>Short: missing count 0</translation>
    </message>
    <message>
        <source>不足不排</source>
        <translation>Short: no place</translation>
    </message>
    <message>
        <source>记入本次修订</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>导入规则表…</source>
        <translation>Import rules…</translation>
    </message>
    <message>
        <source>导出规则表…</source>
        <translation>Export rules…</translation>
    </message>
    <message>
        <source>导出表格…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>代表队排名</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>拟推荐</source>
        <translation>Honours</translation>
    </message>
    <message>
        <source>总排名</source>
        <translation>All-round</translation>
    </message>
    <message>
        <source>{name}只看自己的几场成绩，同分规则和奖项各算各的。</source>
        <translation>{name} rests on its own rounds, with ties and awards of its own.</translation>
    </message>
    <message>
        <source>计入 {names}。</source>
        <translation>Counted: {names}.</translation>
    </message>
    <message>
        <source>还没有名次：{names}。</source>
        <translation>Not ranked yet: {names}.</translation>
    </message>
    <message>
        <source>打印的表按竞赛定义排；别的排法请导出表格。</source>
        <translation>Paper follows the definition; export a table for another order.</translation>
    </message>
    <message>
        <source>用本竞赛的规则表</source>
        <translation>by the table of this contest</translation>
    </message>
    <message>
        <source>用程序自带的规则表，请先按当年通知核对</source>
        <translation>by the table that comes with the program; check it against this year’s notice</translation>
    </message>
    <message>
        <source>还没有记入</source>
        <translation>not recorded yet</translation>
    </message>
    <message>
        <source>已记入修订 {number}</source>
        <translation>recorded with revision {number}</translation>
    </message>
    <message>
        <source>规则或名次变了，记入的不是现在这一份</source>
        <translation>rules or places changed; what is recorded is not this list</translation>
    </message>
    <message>
        <source>拟推荐 {count} 项，是否授予由省办决定</source>
        <translation>{count} proposed; the provincial office decides</translation>
    </message>
    <message>
        <source>现在这一份已经记入。</source>
        <translation>This list is recorded already.</translation>
    </message>
    <message>
        <source>请裁判长记下拟推荐</source>
        <translation>The chief judge records the proposals</translation>
    </message>
    <message>
        <source>{count} 项记入本次修订，随上报数据包送省办。</source>
        <translation>{count} are kept with this revision and leave with the bundle.</translation>
    </message>
    <message>
        <source>记入</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>拟推荐已记入本次修订。</source>
        <translation>The proposals are recorded.</translation>
    </message>
    <message>
        <source>规则表 (*.xlsx *.toml)</source>
        <translation>Table of rules (*.xlsx *.toml)</translation>
    </message>
    <message>
        <source>导入拟推荐规则表</source>
        <translation>Import the honour rules</translation>
    </message>
    <message>
        <source>请裁判长采用规则表</source>
        <translation>The chief judge takes over the table</translation>
    </message>
    <message>
        <source>{file} 成为本竞赛的规则表。</source>
        <translation>{file} becomes the table of this contest.</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>规则表已采用。</source>
        <translation>The table was taken over.</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx);;TOML (*.toml)</source>
        <translation>Excel workbook (*.xlsx);;TOML (*.toml)</translation>
    </message>
    <message>
        <source>拟推荐规则表.xlsx</source>
        <translation>honour-rules.xlsx</translation>
    </message>
    <message>
        <source>代表队排名.xlsx</source>
        <translation>delegations.xlsx</translation>
    </message>
    <message>
        <source>拟推荐名单.xlsx</source>
        <translation>honours.xlsx</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Saved to {path}</translation>
    </message>
    <message>
        <source>代表队排名表</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>{trade} {title}</source>
        <translation>{trade} {title}</translation>
    </message>
    <message>
        <source>拟推荐名单</source>
        <translation>Proposed honours</translation>
    </message>
    <message>
        <source>单项成绩表</source>
        <translation>Further rankings</translation>
    </message>
</context>
<context>
    <name>BlockerLine</name>
    <message>
        <source>去处理</source>
        <translation>Put right</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>报名</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>理论</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>锁定、解密</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certs</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>闭幕</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>In work</translation>
    </message>
    <message>
        <source>要复议</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>被卡住</source>
        <translation>Blocked</translation>
    </message>
    <message>
        <source>等上一步</source>
        <translation>Waits</translation>
    </message>
    <message>
        <source>有时限</source>
        <translation>Has a limit</translation>
    </message>
    <message>
        <source>缺签字</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>缺裁判</source>
        <translation>No judges</translation>
    </message>
    <message>
        <source>缺标准</source>
        <translation>No scheme</translation>
    </message>
    <message>
        <source>缺工位</source>
        <translation>No stations</translation>
    </message>
    <message>
        <source>缺人</source>
        <translation>No people</translation>
    </message>
    <message>
        <source>缺钥匙</source>
        <translation>No key</translation>
    </message>
    <message>
        <source>填好竞赛设置</source>
        <translation>Fill in the contest&apos;s settings</translation>
    </message>
    <message>
        <source>还差 {count} 项；填好后“报名”会自动放开。</source>
        <translation>{count} to go; entries open by themselves after that.</translation>
    </message>
    <message>
        <source>去设置</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>导入各代表队的报名表</source>
        <translation>Import the delegations&apos; entry lists</translation>
    </message>
    <message>
        <source>Excel、WPS、CSV 都可以；先检查，再导入，原文件不动。</source>
        <translation>Excel, WPS or CSV; checked first, then imported, the file itself stays as it is.</translation>
    </message>
    <message>
        <source>去报名</source>
        <translation>To entries</translation>
    </message>
    <message>
        <source>审核剩下的 {count} 份报名</source>
        <translation>Decide the {count} entries left</translation>
    </message>
    <message>
        <source>全部通过或退回后，名单才能封闭。</source>
        <translation>The list can be closed once all are accepted or returned.</translation>
    </message>
    <message>
        <source>去审核</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>封闭{trade}的名单</source>
        <translation>Close the list of {trade}</translation>
    </message>
    <message>
        <source>封闭后可以检录和抽签。</source>
        <translation>Then people can be checked in and drawn.</translation>
    </message>
    <message>
        <source>去封闭</source>
        <translation>Close it</translation>
    </message>
    <message>
        <source>检录{trade}，还有 {count} 人没到</source>
        <translation>Check in {trade}, {count} still to come</translation>
    </message>
    <message>
        <source>截止本场后才能抽签。</source>
        <translation>The draw opens when the sitting is closed.</translation>
    </message>
    <message>
        <source>去检录</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>给{trade}抽签、编密号</source>
        <translation>Draw stations and codes for {trade}</translation>
    </message>
    <message>
        <source>要加密裁判和监督两人在场；抽完“实操”会自动放开。</source>
        <translation>Takes the coding judge and the supervisor; then the practical opens.</translation>
    </message>
    <message>
        <source>去抽签</source>
        <translation>To the draw</translation>
    </message>
    <message>
        <source>录入{trade}的理论成绩，还差 {count} 人</source>
        <translation>Enter theory results of {trade}, {count} to go</translation>
    </message>
    <message>
        <source>可以导入机考结果，也可以手工录入。</source>
        <translation>Import the computer test, or type them in.</translation>
    </message>
    <message>
        <source>去理论</source>
        <translation>To theory</translation>
    </message>
    <message>
        <source>录完{trade}剩下的 {count} 份实操评分表</source>
        <translation>Key in the {count} score sheets left of {trade}</translation>
    </message>
    <message>
        <source>录完并二录一致后，“复核”会自动放开。</source>
        <translation>When both keyings agree, the recheck opens.</translation>
    </message>
    <message>
        <source>去录分</source>
        <translation>Key marks</translation>
    </message>
    <message>
        <source>再录一遍{trade}的 {count} 份评分表</source>
        <translation>Key {count} sheets of {trade} a second time</translation>
    </message>
    <message>
        <source>第二遍要换人录；两遍一致才算数。</source>
        <translation>By another person; they count when both agree.</translation>
    </message>
    <message>
        <source>去二录</source>
        <translation>Key again</translation>
    </message>
    <message>
        <source>核对{trade} {count} 份两遍不一致的评分表</source>
        <translation>Settle {count} sheets of {trade} that differ</translation>
    </message>
    <message>
        <source>看纸面原件，第三次键入的值算数。</source>
        <translation>Look at the paper; the third keying counts.</translation>
    </message>
    <message>
        <source>去核对</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>复核{trade}，还差 {count} 份</source>
        <translation>Recheck {trade}, {count} sheets to go</translation>
    </message>
    <message>
        <source>抽检样本全部核完才能锁定。</source>
        <translation>Results can be locked once the sample is done.</translation>
    </message>
    <message>
        <source>去复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>锁定{trade}的成绩</source>
        <translation>Lock the results of {trade}</translation>
    </message>
    <message>
        <source>裁判长和监督两人签字；锁定后才能解密、排名。</source>
        <translation>Chief judge and supervisor sign; then decode and rank.</translation>
    </message>
    <message>
        <source>去锁定</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>解密{trade}的密号</source>
        <translation>Decode the codes of {trade}</translation>
    </message>
    <message>
        <source>裁判长和监督同场，只做一次，全程记录。</source>
        <translation>Chief judge and supervisor together, once, on record.</translation>
    </message>
    <message>
        <source>去解密</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>裁定{trade}的 {count} 处同分</source>
        <translation>Rule on {count} ties of {trade}</translation>
    </message>
    <message>
        <source>裁定要写理由；裁定完才能确认名次。</source>
        <translation>Each ruling needs a reason; then places are confirmed.</translation>
    </message>
    <message>
        <source>去裁定</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>确认{trade}的名次与奖项</source>
        <translation>Confirm places and awards of {trade}</translation>
    </message>
    <message>
        <source>确认后可以公示、打印证书。</source>
        <translation>Then the list can be posted and certificates printed.</translation>
    </message>
    <message>
        <source>去确认</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>打印{trade}的 {count} 张证书</source>
        <translation>Print {count} certificates of {trade}</translation>
    </message>
    <message>
        <source>先打校准页，再试打一张。</source>
        <translation>Calibration page first, then one trial sheet.</translation>
    </message>
    <message>
        <source>去打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>导出成绩包上报</source>
        <translation>Export the result bundle</translation>
    </message>
    <message>
        <source>写到U盘，读回核对，再打印回执。</source>
        <translation>Written to the stick, read back, then the receipt.</translation>
    </message>
    <message>
        <source>去上报</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>这场竞赛的事都做完了</source>
        <translation>Everything of this contest is done</translation>
    </message>
    <message>
        <source>需要改正时，从“复核”办理更正。</source>
        <translation>To correct something, start from Recheck.</translation>
    </message>
    <message>
        <source>{trade}&#x3000;成绩不能锁定</source>
        <translation>{trade}: results cannot be locked</translation>
    </message>
    <message>
        <source>还缺签字；锁定后才能解密、排名</source>
        <translation>A signature is missing; decode and ranking wait for the lock</translation>
    </message>
    <message>
        <source>去签字</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;两遍录入 {count} 格不一致</source>
        <translation>{trade} {things}: {count} cells differ</translation>
    </message>
    <message>
        <source>看纸面原件，再键入一次</source>
        <translation>Look at the paper, key it once more</translation>
    </message>
    <message>
        <source>看原件</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;极差超限</source>
        <translation>{trade} {things}: spread over the limit</translation>
    </message>
    <message>
        <source>等裁判长复议：维持或重新打分，都要写理由</source>
        <translation>The chief judge keeps or re-marks, with a reason</translation>
    </message>
    <message>
        <source>去复议</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>{trade} {things}&#x3000;{count} 格字迹不清</source>
        <translation>{trade} {things}: {count} cells hard to read</translation>
    </message>
    <message>
        <source>请原裁判认一认，再提交</source>
        <translation>Ask the judge, then submit</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 人未检录</source>
        <translation>{trade}: {count} not checked in</translation>
    </message>
    <message>
        <source>{things}</source>
        <translation>{things}</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 份报名待审核</source>
        <translation>{trade}: {count} entries undecided</translation>
    </message>
    <message>
        <source>通过或退回后，名单才能封闭</source>
        <translation>The list closes when all are decided</translation>
    </message>
    <message>
        <source>{trade}&#x3000;复核错误率超过上限</source>
        <translation>{trade}: too many errors in the recheck</translation>
    </message>
    <message>
        <source>全部评分表要重新复核</source>
        <translation>All sheets must be rechecked</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 处同分未裁定</source>
        <translation>{trade}: {count} ties open</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 件申诉未答复</source>
        <translation>{trade}: {count} appeals open</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Deal with it</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 件现场情况未处理</source>
        <translation>{trade}: {count} incidents open</translation>
    </message>
    <message>
        <source>没有备份U盘</source>
        <translation>No backup stick</translation>
    </message>
    <message>
        <source>成绩仍存在本机；插上U盘会自动备份</source>
        <translation>Marks are on this computer; a stick is used as soon as it is in</translation>
    </message>
    <message>
        <source>去选盘</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>操作记录的链条断了</source>
        <translation>The record&apos;s chain is broken</translation>
    </message>
    <message>
        <source>文件可能在程序外被改动；请停止录入并联系技术人员</source>
        <translation>The file may have been changed outside; stop and call your technician</translation>
    </message>
    <message>
        <source>看断点</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>没有签名钥匙</source>
        <translation>No signing key</translation>
    </message>
    <message>
        <source>没有钥匙不能上报；请插上钥匙盘或新建钥匙</source>
        <translation>Reports need one; insert the key stick or make a key</translation>
    </message>
    <message>
        <source>{trade}&#x3000;评分标准加不到满分</source>
        <translation>{trade}: the scheme does not add up</translation>
    </message>
    <message>
        <source>去改标准</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>各工种</source>
        <translation>all trades</translation>
    </message>
    <message>
        <source>等待</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>{count} 处</source>
        <translation>{count} open</translation>
    </message>
    <message>
        <source>{trade}，{stage}：{state}，{figures}</source>
        <translation>{trade}, {stage}: {state}, {figures}</translation>
    </message>
    <message>
        <source>{people} 人</source>
        <translation>{people} people</translation>
    </message>
    <message>
        <source>{people} 人 · {sittings} 场</source>
        <translation>{people} · sittings: {sittings}</translation>
    </message>
    <message>
        <source>{trade}第 {sitting} 场</source>
        <translation>{trade}, sitting {sitting}</translation>
    </message>
    <message>
        <source>照现在的速度，约 {minutes} 分钟。</source>
        <translation> About {minutes} minutes at this pace.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{time} 截止</source>
        <translation>until {time}</translation>
    </message>
    <message>
        <source>{stage}第 {sitting} 场</source>
        <translation>{stage} {sitting}</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>第 {number} / {count} 步</source>
        <translation>Step {number} of {count}</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>BundlesPage</name>
    <message>
        <source>收省办回执…</source>
        <translation>Take in receipt…</translation>
    </message>
    <message>
        <source>签名并写出</source>
        <translation>Sign and write</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>成绩包</source>
        <translation>Result bundle</translation>
    </message>
    <message>
        <source>选或不选</source>
        <translation>tick or untick</translation>
    </message>
    <message>
        <source>正在写入，写完再换页。</source>
        <translation>Writing. The page can be left when it is done.</translation>
    </message>
    <message>
        <source>还没有导出过</source>
        <translation>Nothing exported yet</translation>
    </message>
    <message>
        <source>正在写入…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>正在看竞赛文件…</source>
        <translation>Looking at the contest file…</translation>
    </message>
    <message>
        <source>还没有确认过名次的工种</source>
        <translation>No trade has confirmed places yet</translation>
    </message>
    <message>
        <source>还没有选工种</source>
        <translation>No trade is ticked</translation>
    </message>
    <message>
        <source>还没有选U盘或文件夹</source>
        <translation>No stick or folder is ticked</translation>
    </message>
    <message>
        <source>谁来上报？</source>
        <translation>Who reports?</translation>
    </message>
    <message>
        <source>裁判长、打印员和管理员可以。上报写进操作记录。</source>
        <translation>Chief judge, certificate clerk and administrator may. It goes into the record.</translation>
    </message>
    <message>
        <source>成绩包已写好并校验，校验码 {code}。可以拔出U盘。</source>
        <translation>The bundle is written and verified, check code {code}. The stick can be pulled out.</translation>
    </message>
    <message>
        <source>又核对了 {count} 份，和写出的一字不差。</source>
        <translation>{count} copies checked again: exactly what was written.</translation>
    </message>
    <message>
        <source>省办的回执在哪里</source>
        <translation>Where the office&apos;s receipt is</translation>
    </message>
    <message>
        <source>回执 (*)</source>
        <translation>Receipts (*)</translation>
    </message>
    <message>
        <source>第 {number} 号成绩包的回执已收下。</source>
        <translation>The receipt for bundle {number} is taken in.</translation>
    </message>
    <message>
        <source>正在写成绩包</source>
        <translation>Writing the bundle</translation>
    </message>
    <message>
        <source>已停下，U盘上没有留下半个文件。要上报就再点一次“签名并写出”。</source>
        <translation>Stopped; no half file is left on any stick. To export, press “Sign and write” again.</translation>
    </message>
</context>
<context>
    <name>CellsDialog</name>
    <message>
        <source>{code} 哪几格和纸面不一样？</source>
        <translation>Which cells of {code} differ from the paper?</translation>
    </message>
    <message>
        <source>只填不一样的格，照纸面填。改动成为更正单，原来的数留在记录里；要第二个人输 PIN。</source>
        <translation>Fill in only the cells that differ, as the paper has them. They become a correction; the old numbers stay in the record, and a second person types a PIN.</translation>
    </message>
    <message>
        <source>原件与录入不符</source>
        <translation>The entry is not what the paper says</translation>
    </message>
    <message>
        <source>原件字迹误读</source>
        <translation>The handwriting was misread</translation>
    </message>
    <message>
        <source>裁判更正并签字</source>
        <translation>Corrected and signed by the judge</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>机内</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>纸面</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>&#x3000;裁判 {seat}</source>
        <translation>&#x3000;judge {seat}</translation>
    </message>
    <message>
        <source>{cell} 纸面</source>
        <translation>{cell} on paper</translation>
    </message>
    <message>
        <source>还没有填纸面的数。一格都没有不一样，就返回选“一致”。</source>
        <translation>No number from the paper yet. If no cell differs, go back and choose “Same”.</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>No reason yet. Choose one or write a sentence.</translation>
    </message>
</context>
<context>
    <name>CertificateActs</name>
    <message>
        <source>谁来发证书？</source>
        <translation>Who issues the certificates?</translation>
    </message>
    <message>
        <source>编号由打印员发出，打过的编号不会再用。</source>
        <translation>The certificate clerk issues the numbers; a printed number is never used again.</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>卡纸或打坏</source>
        <translation>Paper jam or spoilt sheet</translation>
    </message>
    <message>
        <source>打偏了</source>
        <translation>Printed off its place</translation>
    </message>
    <message>
        <source>证书遗失</source>
        <translation>Certificate lost</translation>
    </message>
    <message>
        <source>单位或落款有误</source>
        <translation>Unit or issuer was wrong</translation>
    </message>
    <message>
        <source>有 {count} 张打过了，为什么再打？</source>
        <translation>{count} were printed before. Why again?</translation>
    </message>
    <message>
        <source>编号不变，记录里记作补打。</source>
        <translation>The number stays; the record says it was printed again.</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>用证书钥匙给二维码签名？</source>
        <translation>Sign the QR codes with the certificate key?</translation>
    </message>
    <message>
        <source>扫二维码可以核对证书真假。不签名就不印二维码。</source>
        <translation>The code shows whether a certificate is genuine. Without a signature none is printed.</translation>
    </message>
    <message>
        <source>证书钥匙口令</source>
        <translation>Passphrase of the certificate key</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>不印二维码</source>
        <translation>Without codes</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>{trade}-证书.pdf</source>
        <translation>{trade}-certificates.pdf</translation>
    </message>
    <message>
        <source>证书存成一份 PDF</source>
        <translation>Keep the certificates as one PDF</translation>
    </message>
    <message>
        <source>正在生成证书</source>
        <translation>Making certificates</translation>
    </message>
    <message>
        <source>停下了：应打 {expected} = 已打 {printed} + 未打 {left}。已打的在 {path}。</source>
        <translation>Stopped: {expected} = {printed} made + {left} not made. Those made are in {path}.</translation>
    </message>
    <message>
        <source>{printed} 张证书已存到 {path}</source>
        <translation>Certificates kept: {printed}, in {path}</translation>
    </message>
    <message>
        <source>{trade} 证书</source>
        <translation>{trade} certificates</translation>
    </message>
    <message>
        <source>正在打印证书</source>
        <translation>Printing certificates</translation>
    </message>
    <message>
        <source>应打 {count} = 已打 {printed} + 未打 {left}。</source>
        <translation>{count} = {printed} printed + {left} not printed.</translation>
    </message>
    <message>
        <source>试打</source>
        <translation>Trial sheet</translation>
    </message>
    <message>
        <source>打印机没有收下试打的纸。</source>
        <translation>The printer did not take the trial sheet.</translation>
    </message>
    <message>
        <source>试打的这张对准了吗？</source>
        <translation>Does the trial sheet lie right?</translation>
    </message>
    <message>
        <source>和预印纸叠起对光看，各处偏差不超过 0.5 mm 才算对准。</source>
        <translation>Hold it against the stock before a light: right means no more than 0.5 mm off anywhere.</translation>
    </message>
    <message>
        <source>还要调</source>
        <translation>Adjust</translation>
    </message>
    <message>
        <source>对准了</source>
        <translation>It lies right</translation>
    </message>
    <message>
        <source>每人一份 PDF 存到哪个文件夹</source>
        <translation>Folder for one PDF each</translation>
    </message>
    <message>
        <source>{count} 份证书已存到 {folder}</source>
        <translation>Certificates kept: {count}, in {folder}</translation>
    </message>
    <message>
        <source>偏差是按“{known}”调的，刚才选的是“{chosen}”，没有打。请在右边先选好打印机。</source>
        <translation>The offsets are those of “{known}”, “{chosen}” was chosen: nothing was printed. Choose the printer on the right first.</translation>
    </message>
    <message>
        <source>应打 {count} = 已打 {printed} + 未打 {left}。已打的已记账，编号不会再用；下一张还没有编号，也没有打。</source>
        <translation>{count} expected = {printed} printed + {left} left. What was printed is in the ledger and its numbers are used; the next one has no number yet.</translation>
    </message>
    <message>
        <source>已打：{entries}</source>
        <translation>Printed: {entries}</translation>
    </message>
    <message>
        <source>接下来该打：{entry}</source>
        <translation>Next: {entry}</translation>
    </message>
    <message>
        <source>打印机“{name}”不见了</source>
        <translation>Printer “{name}” is gone</translation>
    </message>
    <message>
        <source>先停下</source>
        <translation>Stop here</translation>
    </message>
    <message>
        <source>改为存 PDF</source>
        <translation>Keep as PDF</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>这张证书是真的吗？</source>
        <translation>Is this certificate genuine?</translation>
    </message>
    <message>
        <source>二维码文字</source>
        <translation>QR text</translation>
    </message>
    <message>
        <source>信任名录（不选就用本竞赛的第 {serial} 号）</source>
        <translation>Trust list (else no. {serial} of this contest)</translation>
    </message>
    <message>
        <source>信任名录</source>
        <translation>Trust list</translation>
    </message>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust lists (*.ctl)</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>还没有二维码的文字。</source>
        <translation>There is no QR text yet.</translation>
    </message>
    <message>
        <source>还没有选信任名录。</source>
        <translation>No trust list has been chosen yet.</translation>
    </message>
    <message>
        <source>真实</source>
        <translation>Genuine</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>签名不符</source>
        <translation>Signature does not match</translation>
    </message>
    <message>
        <source>钥匙未知，请更新名录</source>
        <translation>Unknown key: load the newest list</translation>
    </message>
    <message>
        <source>{answer}&#x3000;（名录第 {serial} 号）</source>
        <translation>{answer} (list no. {serial})</translation>
    </message>
    <message>
        <source>第 {place} 名</source>
        <translation>place {place}</translation>
    </message>
    <message>
        <source>和纸上的编号、姓名逐字比对：真证书的复印件也显示为真实。</source>
        <translation>Compare number and name with the paper: a copy of a true certificate is shown as genuine too.</translation>
    </message>
    <message>
        <source>不要凭这张纸确认。钥匙未知时先装入最新的名录，再核对一次。</source>
        <translation>Do not accept this paper. If the key is unknown, load the newest list and check again.</translation>
    </message>
    <message>
        <source>扫描枪对准证书上的二维码，或者选一张证书的照片，或者粘贴二维码的文字。不联网，只用信任名录。</source>
        <translation>Point the scanner at the certificate&apos;s QR code, choose a photo of the certificate, or paste the code&apos;s text. No network, only the trust list.</translation>
    </message>
    <message>
        <source>从照片读…</source>
        <translation>Read from photo…</translation>
    </message>
    <message>
        <source>证书的照片、扫描件或 PDF (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf)</source>
        <translation>Photo, scan or PDF of the certificate (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf)</translation>
    </message>
    <message>
        <source>证书的照片</source>
        <translation>Photo of the certificate</translation>
    </message>
    <message>
        <source>正在看照片…</source>
        <translation>Looking at the picture…</translation>
    </message>
</context>
<context>
    <name>CertificateNumbers</name>
    <message>
        <source>谁看发证记录？</source>
        <translation>Who looks at the certificate record?</translation>
    </message>
    <message>
        <source>记录里有姓名，由打印员看。</source>
        <translation>The record holds names; the certificate clerk may see it.</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>谁改编号规则？</source>
        <translation>Who changes the numbering rule?</translation>
    </message>
    <message>
        <source>以后发的编号按新规则，已发的不变。</source>
        <translation>Numbers issued from now on follow the new rule; those issued stay.</translation>
    </message>
    <message>
        <source>改规则</source>
        <translation>Change rule</translation>
    </message>
    <message>
        <source>编号规则改好了，从下一张证书起用。</source>
        <translation>The numbering rule is changed, from the next certificate on.</translation>
    </message>
    <message>
        <source>打坏了</source>
        <translation>Spoilt in printing</translation>
    </message>
    <message>
        <source>奖项撤销</source>
        <translation>Award withdrawn</translation>
    </message>
    <message>
        <source>姓名有误</source>
        <translation>Name is wrong</translation>
    </message>
    <message>
        <source>证书遗失</source>
        <translation>Certificate lost</translation>
    </message>
    <message>
        <source>作废编号 {serial}？</source>
        <translation>Void number {serial}?</translation>
    </message>
    <message>
        <source>这个编号以后不会再用。要给本人补发，在名单里勾选他再打，会发新编号。</source>
        <translation>This number will never be used again. To give the person another certificate, tick them in the list and print: a new number is issued.</translation>
    </message>
    <message>
        <source>编号 {serial} 已作废。</source>
        <translation>Number {serial} is void.</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>作废 {serial}</source>
        <translation>Void {serial}</translation>
    </message>
    <message>
        <source>作废证书编号 {serial}，{reason}</source>
        <translation>Certificate number {serial} voided, {reason}</translation>
    </message>
</context>
<context>
    <name>CertificatesPage</name>
    <message>
        <source>获奖名单</source>
        <translation>Winners</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>All</translation>
    </message>
    <message>
        <source>套打：只印可变内容</source>
        <translation>Overprint: variable parts</translation>
    </message>
    <message>
        <source>整张打印</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>打在什么纸上</source>
        <translation>What paper it goes on</translation>
    </message>
    <message>
        <source>版式</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>证书预览</source>
        <translation>Certificate preview</translation>
    </message>
    <message>
        <source>上一张</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一张</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>套打与校准</source>
        <translation>Overprint and calibration</translation>
    </message>
    <message>
        <source>换一张</source>
        <translation>another one</translation>
    </message>
    <message>
        <source>选或不选</source>
        <translation>tick or untick</translation>
    </message>
    <message>
        <source>试打 1 张</source>
        <translation>Trial sheet</translation>
    </message>
    <message>
        <source>打印选中的</source>
        <translation>print those ticked</translation>
    </message>
    <message>
        <source>{role}不能看获奖名单。</source>
        <translation>The list of winners is not for the {role}.</translation>
    </message>
    <message>
        <source>打印员和裁判长可以。请换人。</source>
        <translation>The certificate clerk and the chief judge may see it. Switch person.</translation>
    </message>
    <message>
        <source>换人 (F10)</source>
        <translation>Switch (F10)</translation>
    </message>
    <message>
        <source>这个工种没有人获奖。</source>
        <translation>Nobody has an award in this trade.</translation>
    </message>
    <message>
        <source>名次还没定下来，还没有证书。</source>
        <translation>The places are not settled, so there are no certificates yet.</translation>
    </message>
    <message>
        <source>去排名</source>
        <translation>Go to ranking</translation>
    </message>
    <message>
        <source>{name}的“{element}”太长，已缩到 {size} 磅、{lines} 行，请看一眼。</source>
        <translation>{name}: “{element}” is long and was set at {size} pt in {lines} line(s). Please look.</translation>
    </message>
    <message>
        <source>名次已确认，名单不会变</source>
        <translation>Confirmed, final</translation>
    </message>
    <message>
        <source>名次还没确认，名单会变</source>
        <translation>Not confirmed yet</translation>
    </message>
    <message>
        <source>第 {row} / {count} 张</source>
        <translation>{row} of {count}</translation>
    </message>
    <message>
        <source>套打</source>
        <translation>Overprint</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>打印 {count} 张证书</source>
        <translation>Print {count} sheets</translation>
    </message>
    <message>
        <source>导出 {count} 张 PDF</source>
        <translation>Export {count} as PDF</translation>
    </message>
    <message>
        <source>已打 {printed} / {count}；打过的编号不会再用，重打要写原因。</source>
        <translation>{printed} of {count} printed. Numbers are never used again; printing again needs a reason.</translation>
    </message>
    <message>
        <source>裁判长还没确认名次，先去“排名”确认。</source>
        <translation>The chief judge has not confirmed the places; do that under Ranking first.</translation>
    </message>
    <message>
        <source>还没有选人。</source>
        <translation>Nobody is ticked.</translation>
    </message>
    <message>
        <source>编辑版式…</source>
        <translation>Edit layout…</translation>
    </message>
    <message>
        <source>编号与记录…</source>
        <translation>Numbers…</translation>
    </message>
    <message>
        <source>适合窗口</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>编辑版式</source>
        <translation>Edit layout</translation>
    </message>
    <message>
        <source>整张</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>合成一份 PDF…</source>
        <translation>One PDF…</translation>
    </message>
    <message>
        <source>每人一份 PDF…</source>
        <translation>One PDF each…</translation>
    </message>
    <message>
        <source>方向键移框 0.5 mm，Shift 5 mm</source>
        <translation>Arrows move the box 0.5 mm, Shift 5 mm</translation>
    </message>
    <message>
        <source>已经是第一张。</source>
        <translation>This is the first sheet.</translation>
    </message>
    <message>
        <source>已经是最后一张。</source>
        <translation>This is the last sheet.</translation>
    </message>
</context>
<context>
    <name>CertificatesSide</name>
    <message>
        <source>对准预印纸</source>
        <translation>Lay onto the stock</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>打印校准页</source>
        <translation>Print the calibration page</translation>
    </message>
    <message>
        <source>校准页…</source>
        <translation>Calibration…</translation>
    </message>
    <message>
        <source>量十字线，填偏差</source>
        <translation>Measure, type the offsets</translation>
    </message>
    <message>
        <source>试打一张再看</source>
        <translation>Print a trial sheet</translation>
    </message>
    <message>
        <source>试打 1 张</source>
        <translation>Trial sheet</translation>
    </message>
    <message>
        <source>左右</source>
        <translation>Across</translation>
    </message>
    <message>
        <source>偏右为正</source>
        <translation>right is +</translation>
    </message>
    <message>
        <source>上下</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>偏下为正</source>
        <translation>down is +</translation>
    </message>
    <message>
        <source>横缩放</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>竖缩放</source>
        <translation>Height</translation>
    </message>
    <message>
        <source>转角</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>顺时针为正</source>
        <translation>clockwise +</translation>
    </message>
    <message>
        <source>不经打印机，导出 PDF</source>
        <translation>No printer: PDF</translation>
    </message>
    <message>
        <source>整张打印用不着</source>
        <translation>Not needed for whole pages</translation>
    </message>
    <message>
        <source>今天试打过，对准了</source>
        <translation>Tried today, lies right</translation>
    </message>
    <message>
        <source>偏差不超过 0.5 mm 就可以批量打</source>
        <translation>Within 0.5 mm the batch may be printed</translation>
    </message>
    <message>
        <source>框：{name}</source>
        <translation>Box: {name}</translation>
    </message>
    <message>
        <source>点页面上的框看尺寸</source>
        <translation>Click a box to see its size</translation>
    </message>
    <message>
        <source>换纸盒或纸…</source>
        <translation>Other tray or paper…</translation>
    </message>
    <message>
        <source>验证页…</source>
        <translation>Verify…</translation>
    </message>
    <message>
        <source>按现在的偏差打一张校准页，各处游标都读 0 就对了</source>
        <translation>The calibration page with these offsets: every scale should read 0</translation>
    </message>
    <message>
        <source>填读数…</source>
        <translation>Readings…</translation>
    </message>
    <message>
        <source>把校准页上读到的填进来，程序算出偏差</source>
        <translation>Type what the calibration page reads; the offsets are worked out</translation>
    </message>
    <message>
        <source>已打出，{time}</source>
        <translation>Printed {time}</translation>
    </message>
    <message>
        <source>打在同样大小的普通纸上</source>
        <translation>On plain paper of the same size</translation>
    </message>
    <message>
        <source>对折对光读游标，或和证书纸叠起来量</source>
        <translation>Fold, hold to the light, read the scales</translation>
    </message>
    <message>
        <source>横×竖</source>
        <translation>W × H</translation>
    </message>
    <message>
        <source>还没有校准值。</source>
        <translation>No calibration values yet.</translation>
    </message>
</context>
<context>
    <name>ChainCard</name>
    <message>
        <source>链条</source>
        <translation>Chain</translation>
    </message>
    <message>
        <source>校验链条</source>
        <translation>Check the chain</translation>
    </message>
    <message>
        <source>看那一条</source>
        <translation>Show that entry</translation>
    </message>
    <message>
        <source>共 {count} 条</source>
        <translation>{count} entries</translation>
    </message>
    <message>
        <source>末条代码&#x3000;{code}</source>
        <translation>Head code  {code}</translation>
    </message>
    <message>
        <source>打开时已校验</source>
        <translation>Checked when opened</translation>
    </message>
    <message>
        <source>正在校验…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>完整</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>{at} 校验：{count} 条操作记录前后衔接，分值、成绩、签字、证书都与记录相符。</source>
        <translation>Checked {at}: {count} entries follow each other; marks, results, signatures and certificates are what they tell.</translation>
    </message>
    <message>
        <source>有改动</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>第一处：第 {seq} 条。</source>
        <translation>First place: entry {seq}. </translation>
    </message>
    <message>
        <source>文件在程序之外被改过，没有自动修改任何内容。请停下来与纸质材料核对。</source>
        <translation>The file was changed outside the program; nothing was repaired. Stop and compare with the paper.</translation>
    </message>
    <message>
        <source>另有 {count} 处</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>CheckModel</name>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
</context>
<context>
    <name>CheckTable</name>
    <message>
        <source>名单检查结果</source>
        <translation>Result of the roster check</translation>
    </message>
</context>
<context>
    <name>Checkin</name>
    <message>
        <source>请核对</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>上次有问题</source>
        <translation>Held before</translation>
    </message>
    <message>
        <source>迟到</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>已检录过</source>
        <translation>Already in</translation>
    </message>
    <message>
        <source>已有登记</source>
        <translation>Noted before</translation>
    </message>
    <message>
        <source>不是本场</source>
        <translation>Not this sitting</translation>
    </message>
    <message>
        <source>不是本工种</source>
        <translation>Not this trade</translation>
    </message>
    <message>
        <source>没有抽签</source>
        <translation>Not drawn</translation>
    </message>
    <message>
        <source>没有通过审核</source>
        <translation>Not approved</translation>
    </message>
    <message>
        <source>有几个人，请选</source>
        <translation>Several, choose one</translation>
    </message>
    <message>
        <source>查无此人</source>
        <translation>Nobody found</translation>
    </message>
    <message>
        <source>证件、照片和本人都相符，按 Enter 登记。</source>
        <translation>Papers, picture and person agree? Enter checks in.</translation>
    </message>
    <message>
        <source>{at} 记了：{note}。解决了就按 Enter 登记。</source>
        <translation>{at}: {note}. Once solved, Enter checks in.</translation>
    </message>
    <message>
        <source>超过迟到时限 {minutes} 分钟。F9 记迟到取消，或写明理由准许入场。</source>
        <translation>{minutes} min past the limit. F9 bars, or admits with a reason.</translation>
    </message>
    <message>
        <source>{at} {who}记为{status}。人来了就按 F9 准许入场。</source>
        <translation>{at} noted by {who}: {status}. If here after all, F9 admits.</translation>
    </message>
    <message>
        <source>应在第 {sitting} 场 {at}。</source>
        <translation>Belongs to sitting {sitting} {at}.</translation>
    </message>
    <message>
        <source>是{trade}的选手。</source>
        <translation>Entered in {trade}.</translation>
    </message>
    <message>
        <source>这一轮没有抽到工位，请到抽签页核对。</source>
        <translation>No station in this round: look at the draw.</translation>
    </message>
    <message>
        <source>报名还没有审核通过，请到报名页处理。</source>
        <translation>Registration not approved yet: see the registration page.</translation>
    </message>
    <message>
        <source>↑ ↓ 选人，Enter 确认；或者再多打一个字母。</source>
        <translation>↑ ↓ choose, Enter takes; or type one more letter.</translation>
    </message>
    <message>
        <source>没有“{text}”。请再扫一次，或输姓名、拼音首字母、参赛号、身份证号。</source>
        <translation>No “{text}”. Scan again, or type name, initials, number or ID.</translation>
    </message>
    <message>
        <source>{at} 已在{gate}检录，经手 {who}。请看照片，找登记员。</source>
        <translation>In at {at}, {gate}, by {who}. Look at the picture, call the registrar.</translation>
    </message>
    <message>
        <source>{at} 已检录，经手 {who}。请看照片，找登记员。</source>
        <translation>In at {at} by {who}. Look at the picture, call the registrar.</translation>
    </message>
    <message>
        <source>不是本场，第 {sitting} 场 {at}</source>
        <translation>Not this sitting: {sitting}, {at}</translation>
    </message>
    <message>
        <source>已检录过 {at} {gate}</source>
        <translation>Already in {at} {gate}</translation>
    </message>
    <message>
        <source>抽签前检录</source>
        <translation>Before the draw</translation>
    </message>
    <message>
        <source>第 {number} 场</source>
        <translation>Sitting {number}</translation>
    </message>
</context>
<context>
    <name>CheckinActs</name>
    <message>
        <source>{name} 检录完成</source>
        <translation>{name} is in</translation>
    </message>
    <message>
        <source>没有登记</source>
        <translation>Not noted</translation>
    </message>
    <message>
        <source>{at} {gate}&#x3000;可以扫下一位</source>
        <translation>{at} {gate}  Ready for the next</translation>
    </message>
    <message>
        <source>没有可以撤销的。</source>
        <translation>Nothing to take back.</translation>
    </message>
    <message>
        <source>已撤销：{what}</source>
        <translation>Taken back: {what}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>先扫一个人，再按 F9。</source>
        <translation>Scan somebody first, then F9.</translation>
    </message>
    <message>
        <source>{name} 证件问题，没有入场</source>
        <translation>{name}: papers wrong, not let in</translation>
    </message>
    <message>
        <source>{name} 补时 {number} 分钟</source>
        <translation>{name}: {number} min more</translation>
    </message>
    <message>
        <source>{name} 改到第 {number} 场</source>
        <translation>{name} moved to sitting {number}</translation>
    </message>
    <message>
        <source>{name} 由替补上场</source>
        <translation>A substitute stands in for {name}</translation>
    </message>
    <message>
        <source>{name} 记为{status}</source>
        <translation>{name}: {status}</translation>
    </message>
    <message>
        <source>密号已加密，这里不能按参赛号登记。请现场裁判在这些工位的评分表上记缺考：{names}</source>
        <translation>Codes are sealed: nothing can be noted by number here. The floor judge marks the sheets at these stations absent: {names}</translation>
    </message>
    <message>
        <source>已截止，{count} 人没有到。</source>
        <translation>Closed. {count} did not come.</translation>
    </message>
    <message>
        <source>这台电脑在哪个检录口？</source>
        <translation>At which desk is this computer?</translation>
    </message>
    <message>
        <source>重复使用的参赛证会显示在哪个口用过。只记在这台电脑上。</source>
        <translation>A pass used twice tells where. Kept on this computer only.</translation>
    </message>
    <message>
        <source>检录口名称</source>
        <translation>Name of the desk</translation>
    </message>
    <message>
        <source>用这个名称</source>
        <translation>Use this name</translation>
    </message>
</context>
<context>
    <name>CheckinPage</name>
    <message>
        <source>扫参赛证或身份证；也可输拼音首字母、参赛号</source>
        <translation>Scan pass or ID; or type initials or number</translation>
    </message>
    <message>
        <source>按姓名找</source>
        <translation>Find by name</translation>
    </message>
    <message>
        <source>换场次</source>
        <translation>Other sitting</translation>
    </message>
    <message>
        <source>去报名</source>
        <translation>To registration</translation>
    </message>
    <message>
        <source>签到表</source>
        <translation>Sign-in sheet</translation>
    </message>
    <message>
        <source>检录表和缺席</source>
        <translation>Check-in list</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>截止本场…</source>
        <translation>Close sitting…</translation>
    </message>
    <message>
        <source>检录表</source>
        <translation>Check-in list</translation>
    </message>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>有问题</source>
        <translation>Trouble</translation>
    </message>
    <message>
        <source>撤销上一个</source>
        <translation>Take back the last</translation>
    </message>
    <message>
        <source>截止本场</source>
        <translation>Close the sitting</translation>
    </message>
    <message>
        <source>收起这张卡</source>
        <translation>Put the card away</translation>
    </message>
    <message>
        <source>{sitting}&#x3000;{here}/{expected}</source>
        <translation>{sitting}  {here}/{expected}</translation>
    </message>
    <message>
        <source>换一个场次。</source>
        <translation>Choose another sitting.</translation>
    </message>
    <message>
        <source>先到报名页审核通过选手，再来检录。</source>
        <translation>Approve entries on the registration page first.</translation>
    </message>
    <message>
        <source>本场没有选手。</source>
        <translation>Nobody is in this sitting.</translation>
    </message>
    <message>
        <source>成绩已锁定，检录不能再改。</source>
        <translation>Results are locked; check-in is final.</translation>
    </message>
    <message>
        <source>没有未到的人</source>
        <translation>Nobody is missing</translation>
    </message>
    <message>
        <source>没有可以撤销的</source>
        <translation>Nothing to take back</translation>
    </message>
    <message>
        <source>{name}&#x3000;没有登记</source>
        <translation>{name}  not checked in</translation>
    </message>
    <message>
        <source>这次没有查到。</source>
        <translation>This could not be looked up.</translation>
    </message>
    <message>
        <source>请扫参赛证</source>
        <translation>Scan a pass</translation>
    </message>
    <message>
        <source>也可以扫身份证，或键入姓名的拼音首字母、参赛号，再按 Enter。</source>
        <translation>Or scan an ID, or type pinyin initials or an entry number, then Enter.</translation>
    </message>
    <message>
        <source>正在读取名单…</source>
        <translation>Reading the list…</translation>
    </message>
</context>
<context>
    <name>CheckinSide</name>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>场次</source>
        <translation>Sitting</translation>
    </message>
    <message>
        <source>定开始时间…</source>
        <translation>Set the start…</translation>
    </message>
    <message>
        <source>最近的结果</source>
        <translation>Last results</translation>
    </message>
    <message>
        <source>还差 {count} 人</source>
        <translation>{count} missing</translation>
    </message>
    <message>
        <source>{at} 开始</source>
        <translation>Starts {at}</translation>
    </message>
    <message>
        <source>改{sitting}的开始时间</source>
        <translation>Change the start: {sitting}</translation>
    </message>
    <message>
        <source>检录口名称…</source>
        <translation>Name of desk…</translation>
    </message>
    <message>
        <source>现场情况…</source>
        <translation>Incidents…</translation>
    </message>
</context>
<context>
    <name>ChiefRow</name>
    <message>
        <source>裁判长钥匙口令</source>
        <translation>Chief judge&apos;s passphrase</translation>
    </message>
    <message>
        <source>选裁判长钥匙…</source>
        <translation>Choose the chief judge&apos;s key…</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>钥匙文件 (*.ckey)</source>
        <translation>Key files (*.ckey)</translation>
    </message>
    <message>
        <source>裁判长钥匙在哪里</source>
        <translation>Where the chief judge&apos;s key is</translation>
    </message>
</context>
<context>
    <name>ChoiceTable</name>
    <message>
        <source>共选 {count} 行</source>
        <translation>{count} rows chosen</translation>
    </message>
    <message>
        <source>已选 {row}，{total}</source>
        <translation>{row} chosen, {total}</translation>
    </message>
    <message>
        <source>不选 {row}，{total}</source>
        <translation>{row} not chosen, {total}</translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message>
        <source>截止{sitting}？还有 {count} 人没有到</source>
        <translation>Close “{sitting}”? {count} have not come</translation>
    </message>
    <message>
        <source>每人选一个情况：数字 1 缺考、2 迟到取消、3 弃权，Enter 到下一人。说明可以不填。</source>
        <translation>One for each: 1 absent, 2 late, 3 withdrawn; Enter goes on. Words are optional.</translation>
    </message>
    <message>
        <source>情况会写进操作记录。这不是成绩，也不是 0 分。</source>
        <translation>This goes into the record. It is no mark and no zero.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>登记 {count} 人并截止</source>
        <translation>Note {count} and close</translation>
    </message>
    <message>
        <source>{number} {name} 的情况</source>
        <translation>What became of {number} {name}</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>{number} 的说明</source>
        <translation>Words on {number}</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>{number} 还没有选情况。</source>
        <translation>Choose for {number} first.</translation>
    </message>
</context>
<context>
    <name>ColourEdit</name>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source>{list}：列和排序</source>
        <translation>{list}: columns and sorting</translation>
    </message>
    <message>
        <source>空格显示或隐藏，Alt+↑ Alt+↓ 换位置</source>
        <translation>Space shows or hides, Alt+↑ Alt+↓ moves</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>排序</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>原来的顺序</source>
        <translation>Original order</translation>
    </message>
    <message>
        <source>降序</source>
        <translation>Descending</translation>
    </message>
    <message>
        <source>恢复原样</source>
        <translation>As it was made</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>换页</source>
        <translation>Change page</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>已经是最大的文字。</source>
        <translation>The text is at its largest.</translation>
    </message>
    <message>
        <source>已经是最小的文字。</source>
        <translation>The text is at its smallest.</translation>
    </message>
    <message>
        <source>这一页没有表格。</source>
        <translation>This page has no list.</translation>
    </message>
    <message>
        <source>只在演示竞赛里带路。关闭竞赛，从开始页打开演示竞赛。</source>
        <translation>The tour runs in the demo only. Close this contest and open the demo from the start screen.</translation>
    </message>
</context>
<context>
    <name>Confirmation</name>
    <message>
        <source>{what}，还没有确认</source>
        <translation>{what}, not confirmed</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>哪一类</source>
        <translation>Which kind</translation>
    </message>
    <message>
        <source>要处理的事</source>
        <translation>Matters to deal with</translation>
    </message>
    <message>
        <source>没有要处理的。</source>
        <translation>Nothing to deal with.</translation>
    </message>
    <message>
        <source>分叉、缺号、未登记的钥匙、一人两地、缺报都会列在这里。</source>
        <translation>Forks, gaps, unknown keys, people at two bases and missing bases are listed here.</translation>
    </message>
    <message>
        <source>复制给基地的话</source>
        <translation>Copy the words for the base</translation>
    </message>
    <message>
        <source>装入新名录…</source>
        <translation>Take a newer list…</translation>
    </message>
    <message>
        <source>打印拒收单</source>
        <translation>Print the refusal</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflicts</translation>
    </message>
    <message>
        <source>换一件</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>全部 {count}</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>{count} 处分叉：打电话给基地和监督，谁也不能点掉。</source>
        <translation>Forks: {count}. Call base and supervisor; nobody can click them away.</translation>
    </message>
    <message>
        <source>已复制，可以贴进短信或邮件。</source>
        <translation>Copied; paste it into a message.</translation>
    </message>
</context>
<context>
    <name>ContestPage</name>
    <message>
        <source>正在打开竞赛…</source>
        <translation>Opening the contest…</translation>
    </message>
    <message>
        <source>比赛日看板</source>
        <translation>Board of the day</translation>
    </message>
    <message>
        <source>换页</source>
        <translation>Change page</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>左边各页可以直接打开，按键是 Ctrl+2 到 Ctrl+9 和 Ctrl+0。</source>
        <translation>The pages on the left open directly: Ctrl+2 to Ctrl+9 and Ctrl+0.</translation>
    </message>
    <message>
        <source>装入竞赛包…</source>
        <translation>Take a contest pack…</translation>
    </message>
    <message>
        <source>看板</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>看板或设置</source>
        <translation>Board or settings</translation>
    </message>
    <message>
        <source>已撤销：{name}</source>
        <translation>Undone: {name}</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>竞赛设置</source>
        <translation>Settings of the contest</translation>
    </message>
    <message>
        <source>加同级</source>
        <translation>Add beside</translation>
    </message>
    <message>
        <source>缩进</source>
        <translation>Indent</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>到右边</source>
        <translation>To the right</translation>
    </message>
    <message>
        <source>下一格</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>各部分</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>投到大屏</source>
        <translation>Public screen</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>先登录，再打印。</source>
        <translation>Log in first, then print.</translation>
    </message>
    <message>
        <source>看板等竞赛文件打开。</source>
        <translation>The board waits for a contest file.</translation>
    </message>
    <message>
        <source>查找；第一次用就找“第一张证书”，8 步</source>
        <translation>Find; new here? Find “first certificate”, 8 steps</translation>
    </message>
    <message>
        <source>没有可以撤销的。</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>没有可以重做的。</source>
        <translation>There is nothing to redo.</translation>
    </message>
    <message>
        <source>已重做：{name}</source>
        <translation>Done again: {name}</translation>
    </message>
</context>
<context>
    <name>CorrectionDialog</name>
    <message>
        <source>原来的数留在记录里，新的数写进更正单。还要第二个人输 PIN。</source>
        <translation>The old mark stays in the record, the new one goes on a correction slip. A second person types a PIN too.</translation>
    </message>
    <message>
        <source>成绩已锁定：由裁判长和监督一起解锁并更正，之后要到“复核”重新锁定。原来的数留在记录里。</source>
        <translation>Marks are locked: chief judge and supervisor unlock and correct together, and lock again under Recheck. The old mark stays in the record.</translation>
    </message>
    <message>
        <source>原件与录入不符</source>
        <translation>Paper and entry differ</translation>
    </message>
    <message>
        <source>原件字迹误读</source>
        <translation>Paper was misread</translation>
    </message>
    <message>
        <source>裁判更正并签字</source>
        <translation>Corrected and signed by the judge</translation>
    </message>
    <message>
        <source>更正 {code} 的 {place}？</source>
        <translation>Correct {place} of {code}?</translation>
    </message>
    <message>
        <source>更正 {place}…</source>
        <translation>Correct {place}…</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not keyed</translation>
    </message>
    <message>
        <source>纸面上的数</source>
        <translation>Mark on the paper</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>No reason yet. Choose one or write a sentence.</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>未录</source>
        <translation>not keyed</translation>
    </message>
    <message>
        <source>解锁并更正</source>
        <translation>Unlock and correct</translation>
    </message>
    <message>
        <source>更正 {place}</source>
        <translation>Correct {place}</translation>
    </message>
    <message>
        <source>更正 {code} 的 {place}？</source>
        <translation>Correct {place} of {code}?</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>更正 {code} {place}：{old} → {mark}，{reason}</source>
        <translation>Correct {code} {place}: {old} → {mark}, {reason}</translation>
    </message>
    <message>
        <source>{code} 已更正，写入更正单。</source>
        <translation>{code} is corrected, with a slip.</translation>
    </message>
    <message>
        <source>{code} 已更正，写入更正单。成绩已解锁，请到“复核”重新锁定。</source>
        <translation>{code} is corrected, with a slip. Marks are unlocked: lock them again under Recheck.</translation>
    </message>
</context>
<context>
    <name>CountBoard</name>
    <message>
        <source>已到 {here} 人，应到 {expected} 人&#x3000;{others}</source>
        <translation>{here} of {expected} are here  {others}</translation>
    </message>
    <message>
        <source>已到</source>
        <translation>here</translation>
    </message>
    <message>
        <source>到齐</source>
        <translation>all here</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>没有定开始时间，不计迟到</source>
        <translation>No start set, nobody is late</translation>
    </message>
    <message>
        <source>已过迟到时限 {time}</source>
        <translation>Late limit passed {time} ago</translation>
    </message>
    <message>
        <source>迟到时限还剩 {time}</source>
        <translation>Late limit in {time}</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>收到 {count}</source>
        <translation>Received {count}</translation>
    </message>
    <message>
        <source>可用 {count}</source>
        <translation>Usable {count}</translation>
    </message>
    <message>
        <source>被替换 {count}</source>
        <translation>Replaced {count}</translation>
    </message>
    <message>
        <source>拒收 {count}</source>
        <translation>Refused {count}</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>上次程序没有正常结束</source>
        <translation>The program did not end well last time</translation>
    </message>
    <message>
        <source>程序自己出错了</source>
        <translation>The program itself went wrong</translation>
    </message>
    <message>
        <source>已打钩的分数都已写进硬盘，没有丢失；正在键入的那一格请核对一遍。请把下面的内容交给技术人员，里面没有选手资料和成绩。</source>
        <translation>Every mark with a tick is on disk, none is lost; check the cell you were typing. Please pass the text below to your technician; it holds no people and no results.</translation>
    </message>
    <message>
        <source>出错报告</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>复制报告</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>打开记录文件夹</source>
        <translation>Open the log folder</translation>
    </message>
    <message>
        <source>继续工作</source>
        <translation>Go on working</translation>
    </message>
    <message>
        <source>自检…</source>
        <translation>Self-check…</translation>
    </message>
</context>
<context>
    <name>DelegationList</name>
    <message>
        <source>{name}：{entries} 份报名，其中 {open} 份待审或退回</source>
        <translation>{name}: {entries} entries, {open} of them undecided or returned</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>DemoBand</name>
    <message>
        <source>演示竞赛：人员和成绩都是虚构的。打印件带“演示”水印，不能上报。</source>
        <translation>Demo contest: people and results are invented. Prints are marked as demo; nothing can be reported.</translation>
    </message>
    <message>
        <source>退出演示</source>
        <translation>Leave the demo</translation>
    </message>
    <message>
        <source>跳到…</source>
        <translation>Go to…</translation>
    </message>
    <message>
        <source>跳到演示日的另一个时刻</source>
        <translation>Go to another hour of the demo day</translation>
    </message>
    <message>
        <source>名单已封闭，等检录</source>
        <translation>List closed, waiting for check-in</translation>
    </message>
    <message>
        <source>实操正在录分</source>
        <translation>Practical marks being keyed</translation>
    </message>
    <message>
        <source>全部录完、复核完，等签字</source>
        <translation>All keyed and rechecked, waiting for signatures</translation>
    </message>
    <message>
        <source>{moment}&#x3000;{saying}</source>
        <translation>{moment}&#x2002;{saying}</translation>
    </message>
    <message>
        <source>{moment}&#x3000;{saying}（重新开始）</source>
        <translation>{moment}&#x2002;{saying} (start again)</translation>
    </message>
    <message>
        <source>演示：全是虚构的，不能上报。</source>
        <translation>Demo: all invented, cannot be reported.</translation>
    </message>
</context>
<context>
    <name>Designer</name>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>存下</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>返回证书</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>套打</source>
        <translation>Overprint</translation>
    </message>
    <message>
        <source>整张</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>看哪一种打法</source>
        <translation>Which print to look at</translation>
    </message>
    <message>
        <source>用谁做样例</source>
        <translation>Sample person</translation>
    </message>
    <message>
        <source>样例：一般</source>
        <translation>Sample: usual</translation>
    </message>
    <message>
        <source>样例：最长</source>
        <translation>Sample: longest</translation>
    </message>
    <message>
        <source>样例：团队</source>
        <translation>Sample: team</translation>
    </message>
    <message>
        <source>吸附</source>
        <translation>Snap</translation>
    </message>
    <message>
        <source>拖动时贴到边、中线和别的框；按住 Alt 不贴</source>
        <translation>Dragged boxes snap to edges, middles and other boxes; hold Alt not to</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>每格 5 mm</source>
        <translation>Every 5 mm</translation>
    </message>
    <message>
        <source>版式页面</source>
        <translation>Page of the layout</translation>
    </message>
    <message>
        <source>适合窗口</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>缩小页面</source>
        <translation>Smaller page</translation>
    </message>
    <message>
        <source>放大页面</source>
        <translation>Larger page</translation>
    </message>
    <message>
        <source>底图：扫描的预印纸，只看不印…</source>
        <translation>Background: scan of the stock, never printed…</translation>
    </message>
    <message>
        <source>底图：整张打印时印的图…</source>
        <translation>Background: printed on whole pages…</translation>
    </message>
    <message>
        <source>另存成新版式</source>
        <translation>Keep as a new layout</translation>
    </message>
    <message>
        <source>导入版式文件…</source>
        <translation>Import layout file…</translation>
    </message>
    <message>
        <source>导出版式文件…</source>
        <translation>Export layout file…</translation>
    </message>
    <message>
        <source>删去这个版式…</source>
        <translation>Remove this layout…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>方向键移 0.5 mm，Shift 移 5 mm，Ctrl 移 0.1 mm；加 Alt 改大小</source>
        <translation>Arrows move 0.5 mm, Shift 5 mm, Ctrl 0.1 mm; with Alt they resize</translation>
    </message>
    <message>
        <source>移 0.5 mm；Shift 5 mm，Ctrl 0.1 mm，加 Alt 改大小</source>
        <translation>move 0.5 mm; Shift 5 mm, Ctrl 0.1 mm, with Alt resize</translation>
    </message>
    <message>
        <source>换一个框</source>
        <translation>another box</translation>
    </message>
    <message>
        <source>改它的字和样子</source>
        <translation>change its text and look</translation>
    </message>
    <message>
        <source>再来一个</source>
        <translation>duplicate</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>换上下层</source>
        <translation>one layer up or down</translation>
    </message>
    <message>
        <source>没有可以撤销的了。</source>
        <translation>Nothing to undo.</translation>
    </message>
    <message>
        <source>没有可以重做的了。</source>
        <translation>Nothing to redo.</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>选一张图片</source>
        <translation>Choose a picture</translation>
    </message>
    <message>
        <source>版式“{name}”改过，还没存</source>
        <translation>Layout “{name}” has changes not kept</translation>
    </message>
    <message>
        <source>不存的话，这次的改动就没有了。</source>
        <translation>Without keeping them they are gone.</translation>
    </message>
    <message>
        <source>接着改</source>
        <translation>Stay</translation>
    </message>
    <message>
        <source>不存</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>线</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>印章位</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>二维码</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>方框</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>花边</source>
        <translation>Ornament</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>只在整张</source>
        <translation>Whole pages only</translation>
    </message>
    <message>
        <source>只在套打</source>
        <translation>Overprint only</translation>
    </message>
    <message>
        <source>都印</source>
        <translation>Both</translation>
    </message>
    <message>
        <source>只在屏幕上看，不印</source>
        <translation>Screen only</translation>
    </message>
    <message>
        <source>楷体</source>
        <translation>Kai</translation>
    </message>
    <message>
        <source>宋体</source>
        <translation>Song</translation>
    </message>
    <message>
        <source>黑体</source>
        <translation>Hei</translation>
    </message>
    <message>
        <source>粗黑</source>
        <translation>Hei bold</translation>
    </message>
    <message>
        <source>毛笔</source>
        <translation>Brush</translation>
    </message>
    <message>
        <source>左</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>中</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>右</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>两端</source>
        <translation>Justified</translation>
    </message>
    <message>
        <source>上</source>
        <translation>Top</translation>
    </message>
    <message>
        <source>下</source>
        <translation>Bottom</translation>
    </message>
    <message>
        <source>扭索花边</source>
        <translation>Guilloche</translation>
    </message>
    <message>
        <source>双线</source>
        <translation>Double line</translation>
    </message>
    <message>
        <source>团花</source>
        <translation>Rosette</translation>
    </message>
    <message>
        <source>题花</source>
        <translation>Flourish</translation>
    </message>
    <message>
        <source>靠左</source>
        <translation>Left side</translation>
    </message>
    <message>
        <source>靠右</source>
        <translation>Right side</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>字体</source>
        <translation>Font</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>磅</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>最小缩到</source>
        <translation>Least</translation>
    </message>
    <message>
        <source>加粗</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>字距</source>
        <translation>Spacing</translation>
    </message>
    <message>
        <source>行距</source>
        <translation>Leading</translation>
    </message>
    <message>
        <source>倍</source>
        <translation>×</translation>
    </message>
    <message>
        <source>左右</source>
        <translation>Across</translation>
    </message>
    <message>
        <source>上下</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>放不下就换行，不先缩小</source>
        <translation>Wrap before shrinking</translation>
    </message>
    <message>
        <source>每格想要</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>每格不小于</source>
        <translation>At least</translation>
    </message>
    <message>
        <source>在框里</source>
        <translation>In the box</translation>
    </message>
    <message>
        <source>线宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>边线</source>
        <translation>Stroke</translation>
    </message>
    <message>
        <source>底色</source>
        <translation>Fill</translation>
    </message>
    <message>
        <source>花样</source>
        <translation>Style</translation>
    </message>
    <message>
        <source>第二色</source>
        <translation>Second</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>整张都在窗口里。</source>
        <translation>The whole sheet is in sight.</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>这一条</source>
        <translation>This entry</translation>
    </message>
    <message>
        <source>在左边选一条，这里写明它的全部内容。</source>
        <translation>Choose an entry on the left; all of it is told here.</translation>
    </message>
    <message>
        <source>&#x3000;机器 {machine}</source>
        <translation>  machine {machine}</translation>
    </message>
    <message>
        <source>第 {seq} 条&#x3000;{at}&#x3000;{who}</source>
        <translation>Entry {seq}  {at}  {who}</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>摘要&#x3000;{hash}</source>
        <translation>hash  {hash}</translation>
    </message>
    <message>
        <source>操作代码&#x3000;{act}</source>
        <translation>Act code  {act}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>选一行看它怎样给分</source>
        <translation>Choose a line to see how it is marked</translation>
    </message>
    <message>
        <source>模块和评分项的配分跟着各评分点走；自己写一个数，就按写的数核对。</source>
        <translation>Maxima of modules and criteria follow their aspects; a number written here is checked against them.</translation>
    </message>
    <message>
        <source>最低分</source>
        <translation>Lowest mark</translation>
    </message>
    <message>
        <source>间隔（空着到三位小数）</source>
        <translation>Step (empty: three decimals)</translation>
    </message>
    <message>
        <source>每个得几分</source>
        <translation>Points each</translation>
    </message>
    <message>
        <source>取分</source>
        <translation>Average</translation>
    </message>
    <message>
        <source>裁判人数</source>
        <translation>Judges</translation>
    </message>
    <message>
        <source>间隔</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>去几个最高</source>
        <translation>Highest dropped</translation>
    </message>
    <message>
        <source>去几个最低</source>
        <translation>Lowest dropped</translation>
    </message>
    <message>
        <source>有效分少于几个不去</source>
        <translation>Drop none below so many marks</translation>
    </message>
    <message>
        <source>极差上限（空着不查）</source>
        <translation>Largest spread (empty: none)</translation>
    </message>
    <message>
        <source>各级说明，从 0 级起</source>
        <translation>Levels, from 0</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>极差上限（级，空着不查）</source>
        <translation>Largest spread in levels (empty: none)</translation>
    </message>
    <message>
        <source>公差，窄的在上</source>
        <translation>Tolerances, narrowest first</translation>
    </message>
    <message>
        <source>得配分的 %</source>
        <translation>% of the maximum</translation>
    </message>
    <message>
        <source>给分</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>只判合格、不合格</source>
        <translation>Only met or not met</translation>
    </message>
    <message>
        <source>标准值</source>
        <translation>Nominal</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>扣分目录</source>
        <translation>Deduction catalogue</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>情形</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>扣几分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>另外</source>
        <translation>Also</translation>
    </message>
    <message>
        <source>限时（分）</source>
        <translation>Limit (min)</translation>
    </message>
    <message>
        <source>超时每几秒一计</source>
        <translation>Seconds per unit over</translation>
    </message>
    <message>
        <source>每计扣几分</source>
        <translation>Points per unit</translation>
    </message>
    <message>
        <source>最多扣几分（空着不限）</source>
        <translation>At most (empty: no limit)</translation>
    </message>
    <message>
        <source>到几分钟停止（空着不停）</source>
        <translation>Stop at minute (empty: never)</translation>
    </message>
    <message>
        <source>停止以后</source>
        <translation>After the stop</translation>
    </message>
    <message>
        <source>每提前一计加几分（0 不加）</source>
        <translation>Bonus per unit early (0: none)</translation>
    </message>
    <message>
        <source>得分小数位（空着不取整）</source>
        <translation>Decimals of the award (empty: exact)</translation>
    </message>
    <message>
        <source>系数（空着为 1）</source>
        <translation>Factor (empty: 1)</translation>
    </message>
    <message>
        <source>评分要求（印在评分表上）</source>
        <translation>Requirement (printed on the sheet)</translation>
    </message>
    <message>
        <source>评分说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>职业标准的章节</source>
        <translation>Section of the standard</translation>
    </message>
    <message>
        <source>前提：哪个模块达到几分才计（如 B 48）</source>
        <translation>Only when a module reaches (such as B 48)</translation>
    </message>
    <message>
        <source>写成“B 48”，还没有存入。</source>
        <translation>Write “B 48”. Not stored yet.</translation>
    </message>
    <message>
        <source>应有的分（空着不核对）</source>
        <translation>Expected points (empty: not checked)</translation>
    </message>
    <message>
        <source>评分日</source>
        <translation>Marking day</translation>
    </message>
    <message>
        <source>模块配分</source>
        <translation>Module maximum</translation>
    </message>
    <message>
        <source>职业标准的章节（整轮共用）</source>
        <translation>Sections of the standard (whole round)</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>分值</source>
        <translation>Points</translation>
    </message>
</context>
<context>
    <name>DifferenceDialog</name>
    <message>
        <source>修订 {first} 和修订 {second} 有什么不同？</source>
        <translation>What does revision {second} say otherwise than revision {first}?</translation>
    </message>
    <message>
        <source>{trade}&#x3000;改变 {count} 人，不变 {same} 人&#x3000;{time} 排出&#x3000;{reason}</source>
        <translation>{trade}  {count} changed, {same} unchanged  made {time}  {reason}</translation>
    </message>
    <message>
        <source>改变的名次</source>
        <translation>Changed lines</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>总成绩</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>；还有 {count} 处</source>
        <translation>; {count} more</translation>
    </message>
    <message>
        <source>更正：{text}</source>
        <translation>Corrections: {text}</translation>
    </message>
    <message>
        <source>证书：{count} 张事实已变，再打印时作废并换新号（{serials}）；其余不变。</source>
        <translation>Certificates: the facts of {count} changed; printing again voids them and gives new numbers ({serials}). The others stay.</translation>
    </message>
</context>
<context>
    <name>DigitsDialog</name>
    <message>
        <source>每把钥匙要输满四十位数字，八组，每组五位。</source>
        <translation>Type all forty digits of each key: eight groups of five.</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>{year} 年 {month} 月 {day} 日</source>
        <translation>{year}-{month:02}-{day:02}</translation>
    </message>
    <message>
        <source>今天的安排</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>报到</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>理论考试</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>解密</source>
        <translation>Decoding</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>闭幕</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{what}&#x3000;第 {sitting} 场</source>
        <translation>{what}  sitting {sitting}</translation>
    </message>
    <message>
        <source>还没有抽签，请稍候</source>
        <translation>Not drawn yet, please wait</translation>
    </message>
    <message>
        <source>{at} 开始</source>
        <translation>Starts {at}</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{round}&#x3000;第 {sitting} 场</source>
        <translation>{trade}  {round}  sitting {sitting}</translation>
    </message>
    <message>
        <source>请 {entry} 到检录处</source>
        <translation>{entry} please to the check-in desk</translation>
    </message>
    <message>
        <source>请 {entry} 到 {station} 号工位</source>
        <translation>{entry} please to station {station}</translation>
    </message>
    <message>
        <source>工位 {station}</source>
        <translation>Station {station}</translation>
    </message>
    <message>
        <source>抽签即将开始</source>
        <translation>The draw is about to begin</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{round}&#x3000;抽签</source>
        <translation>{trade}  {round}  draw</translation>
    </message>
    <message>
        <source>{people} 人&#x3000;工位 {stations}</source>
        <translation>{people} entries  Stations {stations}</translation>
    </message>
    <message>
        <source>现场摸号，摸到的号当场录入</source>
        <translation>Numbers are pulled by hand and typed on the spot</translation>
    </message>
    <message>
        <source>先公布程序随机数的指纹：{fingerprint}</source>
        <translation>Fingerprint of the program&apos;s number: {fingerprint}</translation>
    </message>
    <message>
        <source>&#x3000;</source>
        <translation>  </translation>
    </message>
    <message>
        <source>请见证人各报 3 位数字</source>
        <translation>Witnesses, three digits each please</translation>
    </message>
    <message>
        <source>见证人报数：{digits}</source>
        <translation>The witnesses said: {digits}</translation>
    </message>
    <message>
        <source>程序随机数：{number}，谁都可以核对指纹、重算工位</source>
        <translation>The program&apos;s number: {number}. Anyone can check it and repeat the stations</translation>
    </message>
    <message>
        <source>{entry}&#x3000;→&#x3000;工位 {station}</source>
        <translation>{entry} → station {station}</translation>
    </message>
    <message>
        <source>{entry}&#x3000;→&#x3000;第 {sitting} 场&#x3000;工位 {station}</source>
        <translation>{entry} → sitting {sitting}, station {station}</translation>
    </message>
    <message>
        <source>第 {sitting} 场 {station} 号</source>
        <translation>{sitting}: no. {station}</translation>
    </message>
    <message>
        <source>成绩还没有公布</source>
        <translation>No results yet</translation>
    </message>
    <message>
        <source>正在评分，成绩锁定以后公布</source>
        <translation>Marking. Results come after the lock</translation>
    </message>
    <message>
        <source>成绩已锁定，正在核对名次</source>
        <translation>Results are locked, places are being checked</translation>
    </message>
    <message>
        <source>已确认&#x3000;以公示为准</source>
        <translation>Confirmed. The posted list counts</translation>
    </message>
    <message>
        <source>名次未确认，以公示为准</source>
        <translation>Not confirmed. The posted list counts</translation>
    </message>
    <message>
        <source>{trade}&#x3000;成绩</source>
        <translation>{trade}  results</translation>
    </message>
</context>
<context>
    <name>DisplayButton</name>
    <message>
        <source>投到大屏</source>
        <translation>Public screen</translation>
    </message>
    <message>
        <source>叫号：几号到几号工位</source>
        <translation>Call: who goes to which station</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>时钟和今天的安排</source>
        <translation>Clock and timetable</translation>
    </message>
    <message>
        <source>成绩（锁定、解密以后）</source>
        <translation>Results (after lock and decoding)</translation>
    </message>
    <message>
        <source>放满屏幕 {number}（{width} × {height}）</source>
        <translation>Fill screen {number} ({width} × {height})</translation>
    </message>
    <message>
        <source>收起大屏</source>
        <translation>Close the public screen</translation>
    </message>
</context>
<context>
    <name>DisplayWindow</name>
    <message>
        <source>大屏</source>
        <translation>Public screen</translation>
    </message>
    <message>
        <source>演示竞赛：人员和成绩都是虚构的</source>
        <translation>Demo contest: people and results are invented</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>自检</source>
        <translation>Self-check</translation>
    </message>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>自检的结果</source>
        <translation>What the self-check found</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy as text</translation>
    </message>
    <message>
        <source>再查一遍</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>已复制，可以粘贴到消息里。里面没有个人信息。</source>
        <translation>Copied: paste it into a message. It holds no personal data.</translation>
    </message>
    <message>
        <source>文字 (*.txt);;数据 (*.json)</source>
        <translation>Text (*.txt);;Data (*.json)</translation>
    </message>
    <message>
        <source>自检报告存到哪里</source>
        <translation>Where to keep the self-check</translation>
    </message>
    <message>
        <source>已存到 {file}。里面没有姓名、竞赛名称、电脑名和文件夹名。</source>
        <translation>Kept in {file}. It holds no names of people, of the contest, of this computer or of folders.</translation>
    </message>
</context>
<context>
    <name>DraftBar</name>
    <message>
        <source>对比并存入…</source>
        <translation>Compare and store…</translation>
    </message>
    <message>
        <source>放弃草稿</source>
        <translation>Drop the draft</translation>
    </message>
</context>
<context>
    <name>DrawFacts</name>
    <message>
        <source>第 {number} 次抽签&#x3000;{at}</source>
        <translation>Draw {number}  {at}</translation>
    </message>
    <message>
        <source>{by} 抽签，{witness} 见证</source>
        <translation>Drawn by {by}, witness {witness}</translation>
    </message>
    <message>
        <source>现场摸号后录入</source>
        <translation>Numbers pulled by hand</translation>
    </message>
    <message>
        <source>电脑抽签</source>
        <translation>By computer</translation>
    </message>
    <message>
        <source>{method}&#x3000;工位 {stations}&#x3000;{sittings} 场</source>
        <translation>{method}  Stations {stations}  Sittings: {sittings}</translation>
    </message>
    <message>
        <source>重抽理由：{reason}</source>
        <translation>Drawn again because: {reason}</translation>
    </message>
    <message>
        <source>种子 {seed}</source>
        <translation>Seed {seed}</translation>
    </message>
    <message>
        <source>指纹 {fingerprint}</source>
        <translation>Fingerprint {fingerprint}</translation>
    </message>
    <message>
        <source>随机数与先公布的指纹相符</source>
        <translation>The number fits its fingerprint</translation>
    </message>
    <message>
        <source>随机数与指纹不符</source>
        <translation>The number does not fit its fingerprint</translation>
    </message>
    <message>
        <source>用种子重算，工位完全一样</source>
        <translation>Repeated from the seed: same stations</translation>
    </message>
    <message>
        <source>用种子重算，工位不一样</source>
        <translation>Repeated from the seed: other stations</translation>
    </message>
    <message>
        <source>这一轮不用密号</source>
        <translation>No codes in this round</translation>
    </message>
    <message>
        <source>密号 {count} 个，已加密封存</source>
        <translation>{count} codes, encrypted and sealed</translation>
    </message>
    <message>
        <source>密号 {count} 个，没有加密</source>
        <translation>{count} codes, not encrypted</translation>
    </message>
    <message>
        <source>裁判长和监督各设 10 位以上口令短语后再抽，密号表就会加密。</source>
        <translation>Give chief judge and supervisor passphrases of 10 characters, then draw: the table of codes will be encrypted.</translation>
    </message>
    <message>
        <source>第 {number} 次抽签 {at}，{by}；已被重抽代替，记录保留。</source>
        <translation>Draw {number} {at}, {by}; drawn again since, kept in the record.</translation>
    </message>
</context>
<context>
    <name>DrawPapers</name>
    <message>
        <source>抽签表</source>
        <translation>Draw list</translation>
    </message>
    <message>
        <source>加密表…</source>
        <translation>Sealed table…</translation>
    </message>
    <message>
        <source>密号标签</source>
        <translation>Code labels</translation>
    </message>
    <message>
        <source>密封袋封面</source>
        <translation>Envelope covers</translation>
    </message>
    <message>
        <source>还没有抽签</source>
        <translation>Not drawn yet</translation>
    </message>
    <message>
        <source>{paper} ×{count}</source>
        <translation>{paper} ×{count}</translation>
    </message>
    <message>
        <source>打印{trade}的加密对照表？</source>
        <translation>Print the sealed table of {trade}?</translation>
    </message>
    <message>
        <source>只打一份，打完马上装袋密封。屏幕上不显示；谁打开过都写进操作记录。</source>
        <translation>One copy, into the envelope at once. It is never shown on screen; every look is recorded.</translation>
    </message>
    <message>
        <source>打印加密表</source>
        <translation>Print the sealed table</translation>
    </message>
    <message>
        <source>打开加密对照表 {trade}</source>
        <translation>Open the sealed table of {trade}</translation>
    </message>
    <message>
        <source>{trade}-加密表.pdf</source>
        <translation>{trade}-sealed-table.pdf</translation>
    </message>
    <message>
        <source>这台电脑没有打印机，存成 PDF</source>
        <translation>No printer here: keep as PDF</translation>
    </message>
    <message>
        <source>加密表已写到 {path}。打印以后请删除这个文件。</source>
        <translation>The sealed table is in {path}. Delete that file once it is printed.</translation>
    </message>
    <message>
        <source>加密对照表</source>
        <translation>Sealed table</translation>
    </message>
    <message>
        <source>打印机已收下加密表 {pages} 页，请装袋密封。</source>
        <translation>The printer has {pages} pages of the sealed table. Seal them now.</translation>
    </message>
    <message>
        <source>打印机只收下 {pages} / {count} 页，请检查打印机后再打。</source>
        <translation>The printer took {pages} of {count} pages. Check it and print again.</translation>
    </message>
    <message>
        <source>按手印登记</source>
        <translation>Signed list</translation>
    </message>
    <message>
        <source>手印已登记 {at}</source>
        <translation>Signed {at}</translation>
    </message>
    <message>
        <source>先打印抽签表，请选手签字按手印</source>
        <translation>Print the draw list first and have it signed</translation>
    </message>
    <message>
        <source>已登记：{trade} {count} 人在抽签表上签字按手印。</source>
        <translation>Entered: {trade}, {count} people signed the draw list.</translation>
    </message>
</context>
<context>
    <name>DrawSetup</name>
    <message>
        <source>工位</source>
        <translation>Stations</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Out of order</translation>
    </message>
    <message>
        <source>如 5 或 5,9-10</source>
        <translation>5 or 5,9-10</translation>
    </message>
    <message>
        <source>电脑抽签</source>
        <translation>By computer</translation>
    </message>
    <message>
        <source>现场摸号后录入</source>
        <translation>Numbers pulled by hand</translation>
    </message>
    <message>
        <source>先公布程序随机数的指纹</source>
        <translation>Show the fingerprint first</translation>
    </message>
    <message>
        <source>然后见证人各报 3 位</source>
        <translation>Witnesses: 3 digits each</translation>
    </message>
    <message>
        <source>第 {number} 位见证人报的 3 位数字</source>
        <translation>Three digits of witness {number}</translation>
    </message>
    <message>
        <source>加密裁判</source>
        <translation>Coding judge</translation>
    </message>
    <message>
        <source>监督</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>{role}的 PIN</source>
        <translation>PIN of {role}</translation>
    </message>
    <message>
        <source>{count} 人在场</source>
        <translation>{count} are here</translation>
    </message>
    <message>
        <source>，还有 {count} 人没有检录，不会抽进去</source>
        <translation>; {count} not checked in will not be drawn</translation>
    </message>
    <message>
        <source>，{count} 人改了场次</source>
        <translation>; {count} moved to another sitting</translation>
    </message>
    <message>
        <source>指纹 {fingerprint}</source>
        <translation>Fingerprint {fingerprint}</translation>
    </message>
    <message>
        <source>还没有人检录到场</source>
        <translation>Nobody is checked in</translation>
    </message>
    <message>
        <source>工位写法看不懂</source>
        <translation>The stations make no sense</translation>
    </message>
    <message>
        <source>没有可用的工位</source>
        <translation>No station can be used</translation>
    </message>
    <message>
        <source>工位不够：改工位，或勾选分场</source>
        <translation>Too few stations: change them or tick the split</translation>
    </message>
    <message>
        <source>还有 {count} 人没有录入摸到的号</source>
        <translation>{count} have no number yet</translation>
    </message>
    <message>
        <source>先公布指纹，再由见证人报数</source>
        <translation>Fingerprint first, then the digits</translation>
    </message>
    <message>
        <source>见证人各报 3 位数字</source>
        <translation>Three digits from each witness</translation>
    </message>
    <message>
        <source>两位见证人都要输 PIN</source>
        <translation>Both witnesses type their PIN</translation>
    </message>
    <message>
        <source>在场 {count} 人，可用工位 {stations} 个。</source>
        <translation>{count} are here, {stations} stations can be used.</translation>
    </message>
    <message>
        <source>分成 {count} 场</source>
        <translation>Split into {count} sittings</translation>
    </message>
    <message>
        <source>可用工位 {stations} 个，一场抽完。</source>
        <translation>{stations} stations, one sitting.</translation>
    </message>
</context>
<context>
    <name>DrawingPage</name>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>去检录</source>
        <translation>To check-in</translation>
    </message>
    <message>
        <source>重抽…</source>
        <translation>Draw again…</translation>
    </message>
    <message>
        <source>开始抽签</source>
        <translation>Start the draw</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>显示下一个</source>
        <translation>Show the next</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>左栏 / 名单</source>
        <translation>Left side / list</translation>
    </message>
    <message>
        <source>抽签表</source>
        <translation>Draw list</translation>
    </message>
    <message>
        <source>抽签不能撤销。要改只能重抽，第一次的记录保留。</source>
        <translation>A draw cannot be undone. Draw again; the first stays in the record.</translation>
    </message>
    <message>
        <source>还没有工种。</source>
        <translation>No trade yet.</translation>
    </message>
    <message>
        <source>先在竞赛页建好工种。</source>
        <translation>Set up trades on the contest page first.</translation>
    </message>
    <message>
        <source>还没有抽签。</source>
        <translation>Not drawn yet.</translation>
    </message>
    <message>
        <source>先公布指纹，见证人报数，再由加密裁判和监督各输 PIN 开始。</source>
        <translation>Fingerprint first, then the digits, then both PINs.</translation>
    </message>
    <message>
        <source>这个工种不用抽签。</source>
        <translation>This trade needs no draw.</translation>
    </message>
    <message>
        <source>规则里关了抽签，或没有密号轮次。</source>
        <translation>The rules leave it out, or no round is blind.</translation>
    </message>
    <message>
        <source>还没有人检录到场。</source>
        <translation>Nobody is checked in yet.</translation>
    </message>
    <message>
        <source>先检录，再抽签。</source>
        <translation>Check in first, then draw.</translation>
    </message>
    <message>
        <source>已经开始评分，不能再抽</source>
        <translation>Marking has begun: no draw</translation>
    </message>
    <message>
        <source>成绩已锁定，不能再抽</source>
        <translation>Results are locked: no draw</translation>
    </message>
    <message>
        <source>正在抽签…</source>
        <translation>Drawing…</translation>
    </message>
    <message>
        <source>指纹已公布</source>
        <translation>The fingerprint is out</translation>
    </message>
    <message>
        <source>还没有人</source>
        <translation>Nobody yet</translation>
    </message>
    <message>
        <source>由哪位加密裁判公布指纹？</source>
        <translation>Which coding judge shows the fingerprint?</translation>
    </message>
    <message>
        <source>程序先定下自己的随机数，只公布指纹；见证人报数以后才公开。</source>
        <translation>The program fixes its number and shows only the fingerprint; the number follows after the digits.</translation>
    </message>
    <message>
        <source>公布指纹</source>
        <translation>Show the fingerprint</translation>
    </message>
    <message>
        <source>裁判长同意重抽？</source>
        <translation>Does the chief judge agree to draw again?</translation>
    </message>
    <message>
        <source>理由：{reason}。第一次抽签的记录保留。</source>
        <translation>Reason: {reason}. The first draw stays in the record.</translation>
    </message>
    <message>
        <source>同意重抽</source>
        <translation>Agree</translation>
    </message>
    <message>
        <source>重新抽签，理由：{reason}</source>
        <translation>Drawn again, reason: {reason}</translation>
    </message>
    <message>
        <source>第 {number} 次抽签完成：{count} 人，密号已封存。按空格逐个公布。</source>
        <translation>Draw {number} is made: {count} entries, codes sealed. Space shows them one by one.</translation>
    </message>
    <message>
        <source>抽签完成，{count} 人</source>
        <translation>Drawn: {count}</translation>
    </message>
    <message>
        <source>为什么要重抽{trade}？</source>
        <translation>Why draw {trade} again?</translation>
    </message>
    <message>
        <source>第一次抽签的记录保留，密号全部作废，不会再用。还要裁判长同意。</source>
        <translation>The first draw stays in the record, its codes are void. The chief judge has to agree.</translation>
    </message>
    <message>
        <source>准备重抽</source>
        <translation>Prepare the redraw</translation>
    </message>
    <message>
        <source>工位损坏</source>
        <translation>A station broke down</translation>
    </message>
    <message>
        <source>有人改场次或替补</source>
        <translation>Sitting changed or substitute</translation>
    </message>
    <message>
        <source>抽签程序有误</source>
        <translation>The draw went wrong</translation>
    </message>
    <message>
        <source>大屏正在叫 {entry}：工位 {station}</source>
        <translation>Calling {entry} to station {station}</translation>
    </message>
    <message>
        <source>正在读取名单…</source>
        <translation>Reading the list…</translation>
    </message>
    <message>
        <source>和</source>
        <translation> and </translation>
    </message>
    <message>
        <source>密号表没有加密：{who}还没有口令短语。</source>
        <translation>The table of codes is not encrypted; no passphrase yet: {who}.</translation>
    </message>
</context>
<context>
    <name>DropBar</name>
    <message>
        <source>把成绩包、文件夹或U盘拖到这里</source>
        <translation>Drop bundles, folders or a stick here</translation>
    </message>
    <message>
        <source>选文件…</source>
        <translation>Choose files…</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>U盘</source>
        <translation>Stick</translation>
    </message>
    <message>
        <source>U盘 {label}</source>
        <translation>Stick {label}</translation>
    </message>
    <message>
        <source>U盘…</source>
        <translation>Stick…</translation>
    </message>
    <message>
        <source>{label}&#x3000;{path}</source>
        <translation>{label}&#x3000;{path}</translation>
    </message>
    <message>
        <source>没有插U盘</source>
        <translation>No stick is plugged in</translation>
    </message>
    <message>
        <source>重新找U盘</source>
        <translation>Look for sticks again</translation>
    </message>
</context>
<context>
    <name>EarlierCard</name>
    <message>
        <source>以前的成绩包</source>
        <translation>Earlier bundles</translation>
    </message>
    <message>
        <source>第 {number} 号&#x3000;{time}&#x3000;{code}</source>
        <translation>No. {number}&#x3000;{time}&#x3000;{code}</translation>
    </message>
    <message>
        <source>省办还没有回执</source>
        <translation>no receipt yet</translation>
    </message>
    <message>
        <source>省办已收</source>
        <translation>accepted by the office</translation>
    </message>
    <message>
        <source>省办拒收</source>
        <translation>refused by the office</translation>
    </message>
    <message>
        <source>还没有导出过。</source>
        <translation>Nothing exported yet.</translation>
    </message>
</context>
<context>
    <name>EdgeDialog</name>
    <message>
        <source>“{award}”给谁？</source>
        <translation>Who gets “{award}”?</translation>
    </message>
    <message>
        <source>写下裁定</source>
        <translation>Write the ruling</translation>
    </message>
    <message>
        <source>不授奖</source>
        <translation>no award</translation>
    </message>
    <message>
        <source>{count} 人都进“{award}”，下面的名额不变</source>
        <translation>All {count} get “{award}”; the class below keeps its places</translation>
    </message>
    <message>
        <source>按同分规则分先后：{order}，前 {within} 人进“{award}”</source>
        <translation>By the tie-breaks: {order}; the first {within} get “{award}”</translation>
    </message>
    <message>
        <source>{count} 人都进“{award}”，“{below}”减少 {more} 个名额</source>
        <translation>All {count} get “{award}”; “{below}” has {more} fewer</translation>
    </message>
    <message>
        <source>同分规则分不出先后，不能按它决定。</source>
        <translation>The tie-breaks cannot tell them apart.</translation>
    </message>
    <message>
        <source>还没有选办法。请先选一种。</source>
        <translation>Choose what happens first.</translation>
    </message>
    <message>
        <source>并列者一并授予</source>
        <translation>Those tied are all awarded</translation>
    </message>
    <message>
        <source>竞赛规程规定</source>
        <translation>By the rules of the contest</translation>
    </message>
    <message>
        <source>组委会决定</source>
        <translation>Decision of the committee</translation>
    </message>
    <message>
        <source>{names}并列，这一等只剩 {within} 个名额。选一种办法并写明理由。</source>
        <translation>{names} are tied and this class has {within} place(s) left. Choose what happens and say why.</translation>
    </message>
    <message>
        <source>请选择理由，或按 1～{count}</source>
        <translation>Choose a reason, or press 1–{count}</translation>
    </message>
</context>
<context>
    <name>ElementsPane</name>
    <message>
        <source>元素</source>
        <translation>Elements</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>元素，最上面的在前</source>
        <translation>Elements, uppermost first</translation>
    </message>
    <message>
        <source>版式检查</source>
        <translation>Check of the layout</translation>
    </message>
    <message>
        <source>{count} 处不对，改好才能存</source>
        <translation>{count} faults: put right to keep</translation>
    </message>
    <message>
        <source>可以存；{count} 处请看一眼</source>
        <translation>Can be kept; {count} to look at</translation>
    </message>
    <message>
        <source>检查过了，没有问题</source>
        <translation>Checked, nothing wrong</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>可以先看一份副本：看得到全部内容，不能改动，原文件不受影响。</source>
        <translation>You can look at a copy meanwhile: everything is shown, nothing can be changed, the file is untouched.</translation>
    </message>
    <message>
        <source>打开它的电脑：{machine}，{time} 起。</source>
        <translation>Open on the computer {machine} since {time}.</translation>
    </message>
    <message>
        <source>这份竞赛文件正在别处打开</source>
        <translation>This contest file is open elsewhere</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>只看副本</source>
        <translation>Look at a copy</translation>
    </message>
</context>
<context>
    <name>EmptyRoster</name>
    <message>
        <source>正在读取名单…</source>
        <translation>Reading the list…</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>下载 Excel 模板</source>
        <translation>Excel template</translation>
    </message>
    <message>
        <source>新增一人</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>名单是空的。</source>
        <translation>The list is empty.</translation>
    </message>
    <message>
        <source>Excel、WPS、CSV 都可以，也可以把文件拖到这里。</source>
        <translation>Excel, WPS or CSV; you can also drop a file here.</translation>
    </message>
    <message>
        <source>导入 Excel…</source>
        <translation>Import from Excel…</translation>
    </message>
</context>
<context>
    <name>EndDialog</name>
    <message>
        <source>哪把钥匙到此为止？</source>
        <translation>Which key ends?</translation>
    </message>
    <message>
        <source>丢失或忘了口令：停用，到最后一个有回执的号。被盗：吊销，到最后一个已收下的号。以前收下的仍然有效。</source>
        <translation>Lost or forgotten: retired at the last receipted number. Stolen: revoked at the last number taken in. What was taken in stays good.</translation>
    </message>
    <message>
        <source>记入草稿</source>
        <translation>Add to the draft</translation>
    </message>
    <message>
        <source>钥匙</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>丢失：停用</source>
        <translation>Lost: retire</translation>
    </message>
    <message>
        <source>被盗：吊销</source>
        <translation>Stolen: revoke</translation>
    </message>
    <message>
        <source>到第几号为止</source>
        <translation>Up to which number</translation>
    </message>
    <message>
        <source>名录里没有在用的钥匙。</source>
        <translation>The list has no active key.</translation>
    </message>
</context>
<context>
    <name>EntryFormPane</name>
    <message>
        <source>收起右栏</source>
        <translation>Fold the right pane</translation>
    </message>
    <message>
        <source>队员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>男</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>女</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>新增报名</source>
        <translation>New entry</translation>
    </message>
    <message>
        <source>没有选中的报名</source>
        <translation>No entry selected</translation>
    </message>
    <message>
        <source>在表里选一行，或按 Ctrl+N 新增</source>
        <translation>Select a row, or press Ctrl+N for a new one</translation>
    </message>
    <message>
        <source>Enter 到下一栏，Esc 放弃；参赛号由程序编</source>
        <translation>Enter goes on, Esc gives up; the program gives the entry number</translation>
    </message>
    <message>
        <source>这个工种的成绩已锁定，报名不能再改。</source>
        <translation>The results of this trade are locked; entries cannot change.</translation>
    </message>
    <message>
        <source>打开 {number}</source>
        <translation>Open {number}</translation>
    </message>
    <message>
        <source>放弃这一份，打开 {number}</source>
        <translation>Drop this one, open {number}</translation>
    </message>
</context>
<context>
    <name>ExamplesDialog</name>
    <message>
        <source>看例子</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>看例子：每种规则一个算例，程序现算</source>
        <translation>Examples: one for every rule, computed as you look</translation>
    </message>
    <message>
        <source>同样的算例印在使用手册里。</source>
        <translation>The same examples are printed in the handbook.</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>算例</source>
        <translation>Example</translation>
    </message>
    <message>
        <source>算例的步骤</source>
        <translation>Steps of the example</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>给分</source>
        <translation>Marks</translation>
    </message>
    <message>
        <source>{entry} 的来由</source>
        <translation>How {entry} came about</translation>
    </message>
    <message>
        <source>竞赛定义里的写法</source>
        <translation>As the definition says it</translation>
    </message>
</context>
<context>
    <name>FateChoice</name>
    <message>
        <source>{aspect} {name}：{count} 个评分</source>
        <translation>{aspect} {name}: {count} marks</translation>
    </message>
    <message>
        <source>{aspect} 的评分转到</source>
        <translation>Marks of {aspect} go to</translation>
    </message>
    <message>
        <source>不转</source>
        <translation>Nowhere</translation>
    </message>
    <message>
        <source>转到 {aspect} {name}</source>
        <translation>To {aspect} {name}</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>和已收版本相比</source>
        <translation>Against the accepted revision</translation>
    </message>
    <message>
        <source>装入新名录…</source>
        <translation>Take a newer list…</translation>
    </message>
    <message>
        <source>看两份文件</source>
        <translation>See both files</translation>
    </message>
    <message>
        <source>没有选中的文件</source>
        <translation>No file chosen</translation>
    </message>
    <message>
        <source>在左边选一个，这里写明它的全部内容。</source>
        <translation>Choose one on the left; everything about it stands here.</translation>
    </message>
    <message>
        <source>{entry} 也在 {base} {trade} {other}</source>
        <translation>{entry} also stands at {base}, {trade}, {other}</translation>
    </message>
    <message>
        <source>同号的另一份：{file}</source>
        <translation>The other file of this number: {file}</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>Print the receipt</translation>
    </message>
    <message>
        <source>打印拒收单</source>
        <translation>Print the refusal</translation>
    </message>
    <message>
        <source>校验码&#x3000;{code}</source>
        <translation>Check code&#x3000;{code}</translation>
    </message>
    <message>
        <source>赛区&#x3000;{base}</source>
        <translation>Base&#x3000;{base}</translation>
    </message>
    <message>
        <source>竞赛&#x3000;{contest}</source>
        <translation>Contest&#x3000;{contest}</translation>
    </message>
    <message>
        <source>第 {number} 号&#x3000;{trades}&#x3000;{people} 项</source>
        <translation>No. {number}&#x3000;{trades}&#x3000;{people} entries</translation>
    </message>
    <message>
        <source>签名&#x3000;{signer}</source>
        <translation>Signed&#x3000;{signer}</translation>
    </message>
    <message>
        <source>生成&#x3000;{at}</source>
        <translation>Made&#x3000;{at}</translation>
    </message>
    <message>
        <source>收到&#x3000;{at}</source>
        <translation>Received&#x3000;{at}</translation>
    </message>
    <message>
        <source>回执&#x3000;已签名</source>
        <translation>Receipt&#x3000;signed</translation>
    </message>
    <message>
        <source>回执&#x3000;没有签名</source>
        <translation>Receipt&#x3000;not signed</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>总成绩</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>更正理由：{reason}</source>
        <translation>Reason of the correction: {reason}</translation>
    </message>
    <message>
        <source>{entry} 新增</source>
        <translation>{entry} added</translation>
    </message>
    <message>
        <source>{entry} 去掉</source>
        <translation>{entry} removed</translation>
    </message>
    <message>
        <source>{entry}&#x3000;{what}&#x3000;{before} → {after}</source>
        <translation>{entry}&#x3000;{what}&#x3000;{before} → {after}</translation>
    </message>
    <message>
        <source>…&#x3000;还有 {count} 处</source>
        <translation>…&#x3000;{count} more</translation>
    </message>
</context>
<context>
    <name>FileLine</name>
    <message>
        <source>选文件…</source>
        <translation>Choose…</translation>
    </message>
</context>
<context>
    <name>ForkView</name>
    <message>
        <source>先收下的</source>
        <translation>Taken in first</translation>
    </message>
    <message>
        <source>后来的</source>
        <translation>Came later</translation>
    </message>
    <message>
        <source>两份文件不同的地方</source>
        <translation>Where the two files differ</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>总成绩</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>项目</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>计入汇总</source>
        <translation>counts in the lists</translation>
    </message>
    <message>
        <source>拒收，留作证据</source>
        <translation>refused, kept as evidence</translation>
    </message>
    <message>
        <source>收下备查</source>
        <translation>kept, does not count</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>看两人</source>
        <translation>Compare</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>没有找到。可以输姓名、密号、页名或功能名。</source>
        <translation>Nothing found. Try a name, a code, a page or an action.</translation>
    </message>
    <message>
        <source>正在找…</source>
        <translation>Looking…</translation>
    </message>
</context>
<context>
    <name>HallPage</name>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>检录或抽签</source>
        <translation>Check-in or draw</translation>
    </message>
    <message>
        <source>Ctrl+Tab 换到另一页</source>
        <translation>Ctrl+Tab: the other page</translation>
    </message>
    <message>
        <source>检录 / 抽签</source>
        <translation>Check-in / draw</translation>
    </message>
</context>
<context>
    <name>Halves</name>
    <message>
        <source>返回评分表</source>
        <translation>Back to the scheme</translation>
    </message>
</context>
<context>
    <name>HandbookDesk</name>
    <message>
        <source>存成 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>正在生成 PDF…</source>
        <translation>Making the PDF…</translation>
    </message>
    <message>
        <source>已存成 {file}，共 {pages} 页</source>
        <translation>Saved as {file}, {pages} pages</translation>
    </message>
</context>
<context>
    <name>HandbookWindow</name>
    <message>
        <source>使用手册</source>
        <translation>Handbook</translation>
    </message>
    <message>
        <source>在手册里查找</source>
        <translation>Search the handbook</translation>
    </message>
    <message>
        <source>章节</source>
        <translation>Chapters</translation>
    </message>
    <message>
        <source>后退</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>存为 PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>{chapter} · 使用手册</source>
        <translation>{chapter} · Handbook</translation>
    </message>
    <message>
        <source>手册里没有这些字，换个说法试试。</source>
        <translation>The handbook has no such words. Try others.</translation>
    </message>
    <message>
        <source>找到 {count} 处</source>
        <translation>Found in {count} places</translation>
    </message>
    <message>
        <source>这是最先看的一章。</source>
        <translation>This is the chapter you began with.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>单击排序，拖动换位置，右键选列</source>
        <translation>Click to sort, drag to move, right-click to choose columns</translation>
    </message>
    <message>
        <source>列、顺序和排序…</source>
        <translation>Columns, order and sorting…</translation>
    </message>
    <message>
        <source>恢复原样</source>
        <translation>As it was made</translation>
    </message>
    <message>
        <source>导出所列…</source>
        <translation>Export what is listed…</translation>
    </message>
    <message>
        <source>按“{column}”升序</source>
        <translation>Sort by “{column}”, ascending</translation>
    </message>
    <message>
        <source>按“{column}”降序</source>
        <translation>Sort by “{column}”, descending</translation>
    </message>
    <message>
        <source>原来的顺序</source>
        <translation>Original order</translation>
    </message>
    <message>
        <source>列宽适合内容</source>
        <translation>Fit the column to its content</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>还没有成绩</source>
        <translation>No results yet</translation>
    </message>
</context>
<context>
    <name>HourDialog</name>
    <message>
        <source>{sitting}几点开始？</source>
        <translation>When does “{sitting}” start?</translation>
    </message>
    <message>
        <source>只键入数字：830 就是 08:30。迟到时限从这时算起。</source>
        <translation>Figures only: 830 is 08:30. The late limit counts from then.</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>定下开始时间</source>
        <translation>Set the start</translation>
    </message>
    <message>
        <source>“{text}”不是钟点，没有存入。写成 830 或 08:30。</source>
        <translation>“{text}” is no time; not stored. Write 830 or 08:30.</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>待确认 {count}</source>
        <translation>To confirm {count}</translation>
    </message>
    <message>
        <source>收件登记 {count}</source>
        <translation>Register {count}</translation>
    </message>
    <message>
        <source>看哪些文件</source>
        <translation>Which files</translation>
    </message>
    <message>
        <source>赛区、工种、代码</source>
        <translation>base, trade, code</translation>
    </message>
    <message>
        <source>收到的文件</source>
        <translation>Files received</translation>
    </message>
    <message>
        <source>不收了</source>
        <translation>Take none</translation>
    </message>
    <message>
        <source>名录…</source>
        <translation>Trust list…</translation>
    </message>
    <message>
        <source>装入新的信任名录</source>
        <translation>Take a newer trust list</translation>
    </message>
    <message>
        <source>竞赛包…</source>
        <translation>Packs…</translation>
    </message>
    <message>
        <source>收件</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>选成绩包</source>
        <translation>choose bundles</translation>
    </message>
    <message>
        <source>全部收下</source>
        <translation>take all</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>filter</translation>
    </message>
    <message>
        <source>打印回执</source>
        <translation>print the receipt</translation>
    </message>
    <message>
        <source>正在收件，收完或取消后再换页。</source>
        <translation>Files are being taken in; leave when it is done or cancelled.</translation>
    </message>
    <message>
        <source>成绩包 (*.crb);;所有文件 (*)</source>
        <translation>Bundles (*.crb);;All files (*)</translation>
    </message>
    <message>
        <source>收哪些成绩包</source>
        <translation>Which bundles</translation>
    </message>
    <message>
        <source>成绩包在哪个文件夹</source>
        <translation>The folder with the bundles</translation>
    </message>
    <message>
        <source>正在核验成绩包</source>
        <translation>Verifying bundles</translation>
    </message>
    <message>
        <source>谁来收件？</source>
        <translation>Who receives?</translation>
    </message>
    <message>
        <source>省办人员可以。先看，不存。</source>
        <translation>People of the office may. First a look; nothing is stored.</translation>
    </message>
    <message>
        <source>核验</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>已停下，还有 {count} 个文件没有看。</source>
        <translation>Stopped; {count} files were not looked at.</translation>
    </message>
    <message>
        <source>看了 {count} 个文件，{good} 个可以收。还没有存，确认后才收下。</source>
        <translation>{count} files looked at, {good} can be taken in. Nothing is stored until you confirm.</translation>
    </message>
    <message>
        <source>没有收下任何文件，原文件未动。</source>
        <translation>Nothing was taken in; the files are untouched.</translation>
    </message>
    <message>
        <source>重新看</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>省办人员可以。收件写进操作记录。</source>
        <translation>People of the office may. It is entered in the record.</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Take in</translation>
    </message>
    <message>
        <source>正在收件</source>
        <translation>Taking bundles in</translation>
    </message>
    <message>
        <source>收下 {good} 个，拒收 {refused} 个，写出回执 {answers} 份。</source>
        <translation>{good} taken in, {refused} refused, {answers} receipts written. </translation>
    </message>
    <message>
        <source>已停下，还有 {count} 个没有收。</source>
        <translation>Stopped; {count} were not taken in.</translation>
    </message>
    <message>
        <source>去汇总</source>
        <translation>To the lists</translation>
    </message>
    <message>
        <source>没有符合条件的文件。</source>
        <translation>No file matches.</translation>
    </message>
    <message>
        <source>换几个字，或按 Esc 清空筛选。</source>
        <translation>Try other words, or clear the filter with Esc.</translation>
    </message>
    <message>
        <source>没有等确认的文件。</source>
        <translation>No file waits.</translation>
    </message>
    <message>
        <source>拖进来或选文件，先核验，确认后才收下。</source>
        <translation>Drop or choose files: they are verified first and taken in when you confirm.</translation>
    </message>
    <message>
        <source>还没有收到成绩包。</source>
        <translation>No bundle has come yet.</translation>
    </message>
    <message>
        <source>把基地送来的U盘插上，选“U盘”；或把文件拖到上面。每个文件先核验，确认后才收下。</source>
        <translation>Plug in a base&apos;s stick and choose “Stick”, or drop files above. Every file is verified first and taken in when you confirm.</translation>
    </message>
    <message>
        <source>收下 {good} 个</source>
        <translation>Take in {good}</translation>
    </message>
    <message>
        <source>收下 {good} 个，登记拒收 {refused} 个</source>
        <translation>Take in {good}, register {refused} refused</translation>
    </message>
    <message>
        <source>登记拒收 {refused} 个</source>
        <translation>Register {refused} refused</translation>
    </message>
    <message>
        <source>正在核验或收件…</source>
        <translation>Verifying or taking in…</translation>
    </message>
    <message>
        <source>没有可收的文件</source>
        <translation>No file can be taken in</translation>
    </message>
    <message>
        <source>还没有文件</source>
        <translation>No file yet</translation>
    </message>
    <message>
        <source>只登记这个拒收</source>
        <translation>Register this refusal</translation>
    </message>
    <message>
        <source>只收这一个</source>
        <translation>Only this one</translation>
    </message>
    <message>
        <source>先选一个文件</source>
        <translation>Choose a file first</translation>
    </message>
    <message>
        <source>这个文件收过了</source>
        <translation>This file came before</translation>
    </message>
    <message>
        <source>汇总 {count} 个</source>
        <translation>Merge {count}</translation>
    </message>
</context>
<context>
    <name>IncidentsDialog</name>
    <message>
        <source>现场情况</source>
        <translation>Incidents in the hall</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>补时 {minutes}</source>
        <translation>extra time {minutes}</translation>
    </message>
    <message>
        <source>待处理</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>工位、号码</source>
        <translation>Station, no.</translation>
    </message>
    <message>
        <source>全场</source>
        <translation>Whole hall</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>Incident</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>处理</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>记录人</source>
        <translation>Noted by</translation>
    </message>
    <message>
        <source>工位、参赛号或密号；空着是全场</source>
        <translation>Station, entry no. or code; empty: whole hall</translation>
    </message>
    <message>
        <source>什么情况</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>发生了什么</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>裁判长的处理</source>
        <translation>The chief judge&apos;s decision</translation>
    </message>
    <message>
        <source>写下处理</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>补时</source>
        <translation>Extra time</translation>
    </message>
    <message>
        <source>打印现场情况记录表</source>
        <translation>Print the incident record</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>补时分钟</source>
        <translation>Minutes of extra time</translation>
    </message>
    <message>
        <source>分</source>
        <translation>min</translation>
    </message>
    <message>
        <source>待处理 {count}</source>
        <translation>{count} to decide</translation>
    </message>
    <message>
        <source>先登录 (F10)。</source>
        <translation>Log in first (F10).</translation>
    </message>
    <message>
        <source>{role}不能做这件事，请换人 (F10)。</source>
        <translation>{role} may not do this; another person can (F10).</translation>
    </message>
    <message>
        <source>先选一条。</source>
        <translation>Choose a line first.</translation>
    </message>
    <message>
        <source>第 {number} 条</source>
        <translation>No. {number}</translation>
    </message>
    <message>
        <source>现场情况记录表</source>
        <translation>Record of incidents</translation>
    </message>
</context>
<context>
    <name>ItemChoice</name>
    <message>
        <source>涉及哪一场</source>
        <translation>About which round</translation>
    </message>
    <message>
        <source>涉及哪个评分点</source>
        <translation>Which aspect</translation>
    </message>
    <message>
        <source>整场</source>
        <translation>Whole round</translation>
    </message>
</context>
<context>
    <name>ItemDialog</name>
    <message>
        <source>原件与录入不符</source>
        <translation>The entry is not what the paper says</translation>
    </message>
    <message>
        <source>裁判复议后改判并签字</source>
        <translation>Judges reconsidered and signed</translation>
    </message>
    <message>
        <source>合计或换算有误</source>
        <translation>Wrong sum or conversion</translation>
    </message>
    <message>
        <source>申诉 {number} 重开的项目，更正哪几格？</source>
        <translation>Item of appeal {number}: which marks are corrected?</translation>
    </message>
    <message>
        <source>{entry} {name}&#x3000;密号 {code}&#x3000;{item}。只填这里要改的格，要第二个人输 PIN。</source>
        <translation>{entry} {name}, code {code}, {item}. Fill in only what changes; a second person types the PIN.</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>更正为</source>
        <translation>Becomes</translation>
    </message>
    <message>
        <source>用时</source>
        <translation>Time used</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>不改</source>
        <translation>No change</translation>
    </message>
    <message>
        <source>{cell} 更正为</source>
        <translation>{cell} becomes</translation>
    </message>
    <message>
        <source>还没有填要更正的格。</source>
        <translation>Nothing was filled in yet.</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>The reason is missing. Choose one or write a sentence.</translation>
    </message>
    <message>
        <source>{entry} {name}&#x3000;{item}。只填这里要改的格，要第二个人输 PIN。</source>
        <translation>{entry} {name}, {item}. Fill in only what changes; a second person types the PIN.</translation>
    </message>
</context>
<context>
    <name>JudgesSection</name>
    <message>
        <source>裁判</source>
        <translation>Judges</translation>
    </message>
    <message>
        <source>{trade}还有 {count} 个席位没有裁判</source>
        <translation>{trade}: {count} empty seats</translation>
    </message>
    <message>
        <source>新裁判</source>
        <translation>New judge</translation>
    </message>
    <message>
        <source>导入名单…</source>
        <translation>Import a list…</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>裁判评分统计…</source>
        <translation>Judges&apos; report…</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>席位</source>
        <translation>Seats</translation>
    </message>
    <message>
        <source>回避</source>
        <translation>Recusals</translation>
    </message>
    <message>
        <source>不上机</source>
        <translation>Marks on paper</translation>
    </message>
    <message>
        <source>裁判证书</source>
        <translation>Judge&apos;s certificate</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry no.</translation>
    </message>
    <message>
        <source>回避的参赛号</source>
        <translation>Entry number to recuse from</translation>
    </message>
    <message>
        <source>回避的理由</source>
        <translation>Reason for the recusal</translation>
    </message>
    <message>
        <source>登记回避</source>
        <translation>Recuse</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>模块</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>这一轮没有裁判打分或评价的评分点。</source>
        <translation>This round has no aspects that a panel marks.</translation>
    </message>
    <message>
        <source>裁判 {name}</source>
        <translation>Judge {name}</translation>
    </message>
    <message>
        <source>先选一名裁判。</source>
        <translation>Choose a judge first.</translation>
    </message>
    <message>
        <source>坐着席位或有回避，不能删去。</source>
        <translation>Holds a seat or a recusal; cannot be taken off.</translation>
    </message>
    <message>
        <source>全轮</source>
        <translation>Whole round</translation>
    </message>
    <message>
        <source>{seat} 号席</source>
        <translation>Seat {seat}</translation>
    </message>
    <message>
        <source>空着</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>已登记裁判 {name}</source>
        <translation>Judge {name} entered</translation>
    </message>
    <message>
        <source>已删去裁判 {name}</source>
        <translation>Judge {name} taken off</translation>
    </message>
    <message>
        <source>{name}回避 {entry}，已登记</source>
        <translation>{name} is recused from {entry}</translation>
    </message>
    <message>
        <source>导入裁判名单</source>
        <translation>Import a list of judges</translation>
    </message>
    <message>
        <source>已导入 {name}</source>
        <translation>{name} imported</translation>
    </message>
    <message>
        <source>{trade}裁判评分统计.xlsx</source>
        <translation>Judges {trade}.xlsx</translation>
    </message>
    <message>
        <source>裁判评分统计</source>
        <translation>Judges&apos; report</translation>
    </message>
    <message>
        <source>裁判评分统计要有权的人看</source>
        <translation>The judges&apos; report needs somebody entitled</translation>
    </message>
    <message>
        <source>写出</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>已写到 {path}</source>
        <translation>Written to {path}</translation>
    </message>
    <message>
        <source>还没有裁判。</source>
        <translation>No judges yet.</translation>
    </message>
    <message>
        <source>在右边写下姓名，或者导入名单。</source>
        <translation>Write a name on the right, or import a list.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>上机账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>裁判名单</source>
        <translation>list of judges</translation>
    </message>
    <message>
        <source>{judge}（坐 {seat} 号席）</source>
        <translation>{judge} (on seat {seat})</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>版式由打印员管，存下和删去都会记进操作记录。</source>
        <translation>The certificate clerk keeps layouts; keeping and removing are entered in the record.</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>版式“{name}”已存下，下次在版式里选它。</source>
        <translation>Layout “{name}” is kept; choose it among the layouts.</translation>
    </message>
    <message>
        <source>谁来存版式？</source>
        <translation>Who keeps the layout?</translation>
    </message>
    <message>
        <source>用它打过的证书不变，打印记录还在。要留底可以先导出。</source>
        <translation>Certificates printed in it and their record stay. Export it first to have a copy.</translation>
    </message>
    <message>
        <source>删去版式“{name}”？</source>
        <translation>Remove layout “{name}”?</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>版式“{name}”已删去</source>
        <translation>Layout “{name}” removed</translation>
    </message>
    <message>
        <source>谁来删版式？</source>
        <translation>Who removes the layout?</translation>
    </message>
    <message>
        <source>版式文件 (*{suffix} *.json)</source>
        <translation>Layout files (*{suffix} *.json)</translation>
    </message>
    <message>
        <source>导入版式文件</source>
        <translation>Import layout file</translation>
    </message>
    <message>
        <source>版式“{name}”已读入，存下才进竞赛文件。</source>
        <translation>Layout “{name}” was read; keep it to have it in the contest.</translation>
    </message>
    <message>
        <source>版式文件 (*{suffix})</source>
        <translation>Layout files (*{suffix})</translation>
    </message>
    <message>
        <source>导出版式文件</source>
        <translation>Export layout file</translation>
    </message>
    <message>
        <source>版式和图片已导出到 {path}</source>
        <translation>Layout and pictures exported to {path}</translation>
    </message>
</context>
<context>
    <name>KeyOverlay</name>
    <message>
        <source>所有页面</source>
        <translation>On every page</translation>
    </message>
    <message>
        <source>这一页没有自己的按键。</source>
        <translation>This page has no keys of its own.</translation>
    </message>
    <message>
        <source>再按 F1 打开使用手册的这一章；按其他键收起</source>
        <translation>F1 again opens this chapter of the handbook; any other key closes</translation>
    </message>
</context>
<context>
    <name>KeyQuestion</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>正在办…</source>
        <translation>Working on it…</translation>
    </message>
</context>
<context>
    <name>KeyRoles</name>
    <message>
        <source>基地钥匙</source>
        <translation>base key</translation>
    </message>
    <message>
        <source>裁判长钥匙</source>
        <translation>chief judge&apos;s key</translation>
    </message>
    <message>
        <source>证书钥匙</source>
        <translation>certificate key</translation>
    </message>
    <message>
        <source>根钥匙</source>
        <translation>Root key</translation>
    </message>
    <message>
        <source>省办钥匙</source>
        <translation>office key</translation>
    </message>
    <message>
        <source>省办解密钥匙</source>
        <translation>office age key</translation>
    </message>
    <message>
        <source>备份钥匙</source>
        <translation>backup key</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>3&#x3000;签名</source>
        <translation>3&#x3000;Signatures</translation>
    </message>
    <message>
        <source>基地钥匙口令</source>
        <translation>Passphrase of the base key</translation>
    </message>
    <message>
        <source>裁判长钥匙和口令</source>
        <translation>Chief judge&apos;s key and passphrase</translation>
    </message>
    <message>
        <source>这是演示包，用演示钥匙自动签名；省办会认出来并拒收。</source>
        <translation>This is a demo bundle, signed by demo keys; the office will see that and refuse it.</translation>
    </message>
    <message>
        <source>还没有装入省办的信任名录，省办可能要电话核对指纹。</source>
        <translation>No trust list of the office yet; it may ring to compare fingerprints.</translation>
    </message>
    <message>
        <source>基地钥匙：{holder}</source>
        <translation>Base key: {holder}</translation>
    </message>
    <message>
        <source>没有基地钥匙</source>
        <translation>No base key</translation>
    </message>
    <message>
        <source>还没有输基地钥匙口令</source>
        <translation>The base key&apos;s passphrase is missing</translation>
    </message>
    <message>
        <source>还没有选裁判长钥匙</source>
        <translation>The chief judge&apos;s key is missing</translation>
    </message>
    <message>
        <source>还没有输裁判长钥匙口令</source>
        <translation>The chief judge&apos;s passphrase is missing</translation>
    </message>
    <message>
        <source>再加一位裁判长</source>
        <translation>Another chief judge</translation>
    </message>
    <message>
        <source>几个工种由不同的裁判长负责时，每位各用自己的钥匙签自己的工种。</source>
        <translation>Where trades have different chief judges, each signs the own trades with the own key.</translation>
    </message>
    <message>
        <source>钥匙与名录…</source>
        <translation>Keys and trust list…</translation>
    </message>
    <message>
        <source>这份竞赛文件里没有基地钥匙。点“钥匙与名录”，约 5 分钟生成并登记。</source>
        <translation>This contest file holds no base key. “Keys and trust list” makes and enrols one in about 5 minutes.</translation>
    </message>
    <message>
        <source>同一把裁判长钥匙选了两次</source>
        <translation>The same chief judge&apos;s key was chosen twice</translation>
    </message>
</context>
<context>
    <name>KeysDesk</name>
    <message>
        <source>打印登记表</source>
        <translation>Print the form</translation>
    </message>
    <message>
        <source>写出申请文件</source>
        <translation>Write the request</translation>
    </message>
    <message>
        <source>生成这台电脑的三把钥匙</source>
        <translation>Make this computer&apos;s three keys</translation>
    </message>
    <message>
        <source>三把钥匙各管一件事，用同一句口令。备份钥匙另存一份：电脑坏了，只有它打得开备份。</source>
        <translation>Each has one use; they share a passphrase. A copy of the backup key goes elsewhere: if this computer fails, only it opens the backups.</translation>
    </message>
    <message>
        <source>备份钥匙另存到哪里（U盘，锁进柜子）</source>
        <translation>Where the backup key&apos;s copy goes (a stick for the safe)</translation>
    </message>
    <message>
        <source>三把钥匙已生成，备份钥匙已另存。</source>
        <translation>Three keys made, the backup key copied.</translation>
    </message>
    <message>
        <source>生成一位裁判长的钥匙</source>
        <translation>Make a chief judge&apos;s key</translation>
    </message>
    <message>
        <source>每位裁判长一把，由本人保管。口令由本人抄，不要告诉操作员。竞赛文件里只留公开的一半。</source>
        <translation>One for each chief judge, who keeps it and notes the passphrase unseen. The contest file keeps only the public half.</translation>
    </message>
    <message>
        <source>裁判长自己的U盘</source>
        <translation>The chief judge&apos;s own stick</translation>
    </message>
    <message>
        <source>裁判长钥匙已写好并读回核对，可以拔出U盘。</source>
        <translation>The chief judge&apos;s key was written and read back; the stick may be pulled.</translation>
    </message>
    <message>
        <source>裁判长钥匙在哪里</source>
        <translation>Where the chief judge&apos;s key is</translation>
    </message>
    <message>
        <source>钥匙文件 (*.ckey)</source>
        <translation>Key files (*.ckey)</translation>
    </message>
    <message>
        <source>已记下 {who} 的钥匙。</source>
        <translation>The key of {who} is known now.</translation>
    </message>
    <message>
        <source>申请由基地钥匙签名，要输它的口令。</source>
        <translation>The request is signed by the base key; its passphrase is needed.</translation>
    </message>
    <message>
        <source>基地钥匙口令</source>
        <translation>Base key&apos;s passphrase</translation>
    </message>
    <message>
        <source>钥匙登记表</source>
        <translation>Enrolment form</translation>
    </message>
    <message>
        <source>申请文件写到哪里</source>
        <translation>Where the request goes</translation>
    </message>
    <message>
        <source>申请文件已写好：{path}</source>
        <translation>Request written: {path}</translation>
    </message>
    <message>
        <source>省办的信任名录在哪里</source>
        <translation>Where the office&apos;s trust list is</translation>
    </message>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust lists (*.ctl)</translation>
    </message>
    <message>
        <source>省办公函上的四十位根指纹</source>
        <translation>Forty root digits of the office&apos;s letter</translation>
    </message>
    <message>
        <source>第一次装入名录（第 {serial} 号）：照公函输入，不要照这个文件抄。数字相同才装入。</source>
        <translation>The first list (no. {serial}): type the digits from the letter, not from this file. It is taken in only if they agree.</translation>
    </message>
    <message>
        <source>装入信任名录</source>
        <translation>Take a trust list in</translation>
    </message>
    <message>
        <source>核对并装入</source>
        <translation>Compare and take in</translation>
    </message>
    <message>
        <source>已装入信任名录第 {serial} 号。</source>
        <translation>Trust list no. {serial} taken in.</translation>
    </message>
</context>
<context>
    <name>LackCard</name>
    <message>
        <source>签字</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>可以锁定</source>
        <translation>Ready to lock</translation>
    </message>
    <message>
        <source>评分表全部一致，复核也做完了。请裁判长和监督一起锁定。</source>
        <translation>Every sheet is agreed and the recheck is done. Chief judge and supervisor lock together.</translation>
    </message>
    <message>
        <source>锁定前还差 {count} 项</source>
        <translation>{count} left before lock</translation>
    </message>
    <message>
        <source>…&#x3000;还有 {count} 项</source>
        <translation>…&#x3000;and {count} more</translation>
    </message>
    <message>
        <source>锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlocked</translation>
    </message>
    <message>
        <source>解密</source>
        <translation>Revealed</translation>
    </message>
    <message>
        <source>{act}&#x3000;{time}</source>
        <translation>{act}&#x3000;{time}</translation>
    </message>
    <message>
        <source>成绩指纹 {digest}</source>
        <translation>Digest of the marks {digest}</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>申诉更正</source>
        <translation>Amended on appeal</translation>
    </message>
</context>
<context>
    <name>LastList</name>
    <message>
        <source>最近的结果：{lines}</source>
        <translation>Last results: {lines}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>还没有人检录。</source>
        <translation>Nobody yet.</translation>
    </message>
</context>
<context>
    <name>LastRun</name>
    <message>
        <source>断电、强行关闭或出错都会这样。已打钩的分数都已写进硬盘，没有丢失；正在键入的那一格请核对一遍。</source>
        <translation>A power cut, a forced end or an error does this. Every mark with a tick is on disk, nothing is lost; check the one cell that was being typed.</translation>
    </message>
    <message>
        <source>上次程序没有正常结束</source>
        <translation>The program did not end properly last time</translation>
    </message>
    <message>
        <source>出错报告</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>复制报告</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>看运行记录</source>
        <translation>Open the log</translation>
    </message>
    <message>
        <source>先不打开</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>继续工作</source>
        <translation>Go on working</translation>
    </message>
    <message>
        <source>重新打开竞赛</source>
        <translation>Open the contest again</translation>
    </message>
</context>
<context>
    <name>ListChanges</name>
    <message>
        <source>加入</source>
        <translation>add</translation>
    </message>
    <message>
        <source>改动</source>
        <translation>change</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>retire</translation>
    </message>
    <message>
        <source>吊销</source>
        <translation>revoke</translation>
    </message>
    <message>
        <source>基地</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>撤销证书</source>
        <translation>withdraw certificate</translation>
    </message>
    <message>
        <source>省办钥匙</source>
        <translation>office key</translation>
    </message>
    <message>
        <source>去掉省办钥匙</source>
        <translation>drop office key</translation>
    </message>
    <message>
        <source>根钥匙，四十位</source>
        <translation>roots, forty digits</translation>
    </message>
    <message>
        <source>到第 {number} 号为止</source>
        <translation>up to no. {number}</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>信任名录（省办）</source>
        <translation>Trust list (office)</translation>
    </message>
    <message>
        <source>先选现行名录，再逐项改，写出草稿。两位根钥匙保管人各用自己的U盘签一次，签全了就是新名录。</source>
        <translation>Choose the list so far, plan the changes, write the draft. Two root holders sign it, each from the own stick; then it is the new list.</translation>
    </message>
    <message>
        <source>选现行名录…</source>
        <translation>List so far…</translation>
    </message>
    <message>
        <source>读登记申请…</source>
        <translation>Read a request…</translation>
    </message>
    <message>
        <source>加省办钥匙…</source>
        <translation>Add an office key…</translation>
    </message>
    <message>
        <source>停用或吊销…</source>
        <translation>Retire or revoke…</translation>
    </message>
    <message>
        <source>撤销证书…</source>
        <translation>Withdraw a certificate…</translation>
    </message>
    <message>
        <source>根钥匙…</source>
        <translation>Root keys…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>写出草稿…</source>
        <translation>Write the draft…</translation>
    </message>
    <message>
        <source>用根钥匙签名…</source>
        <translation>Sign with a root key…</translation>
    </message>
    <message>
        <source>没有现行名录：拟的是第 1 号。先给出全部根钥匙。</source>
        <translation>No list so far: this will be no. 1. Name all root keys first.</translation>
    </message>
    <message>
        <source>现行名录第 {serial} 号，{bases} 个基地，根指纹 {code}</source>
        <translation>List so far: no. {serial}, {bases} bases, root {code}</translation>
    </message>
    <message>
        <source>…&#x3000;还有 {count} 项</source>
        <translation>… and {count} more</translation>
    </message>
    <message>
        <source>还没有改动。</source>
        <translation>No change yet.</translation>
    </message>
    <message>
        <source>先选现行名录</source>
        <translation>Choose the list so far first</translation>
    </message>
    <message>
        <source>还没有改动</source>
        <translation>No change yet</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>导出所列</source>
        <translation>Export what is listed</translation>
    </message>
    <message>
        <source>已把所列 {count} 行写到 {path}</source>
        <translation>Wrote the {count} rows listed to {path}</translation>
    </message>
    <message>
        <source>没有导出，原有的文件没有动。</source>
        <translation>Nothing was exported; an older file was left as it was.</translation>
    </message>
    <message>
        <source>正在导出{name}</source>
        <translation>Exporting {name}</translation>
    </message>
</context>
<context>
    <name>ListsDesk</name>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust lists (*.ctl)</translation>
    </message>
    <message>
        <source>钥匙文件 (*.ckey)</source>
        <translation>Key files (*.ckey)</translation>
    </message>
    <message>
        <source>现行名录在哪里</source>
        <translation>Where the list so far is</translation>
    </message>
    <message>
        <source>登记申请或二维码文字在哪里</source>
        <translation>Where the request or the QR text is</translation>
    </message>
    <message>
        <source>省办钥匙在哪里</source>
        <translation>Where the office key is</translation>
    </message>
    <message>
        <source>照盖章的登记表输入四十位数字</source>
        <translation>Type the forty digits from the stamped form</translation>
    </message>
    <message>
        <source>{base} {name}。数字要看纸上的，不能看这个文件；有一位不同就不加入。</source>
        <translation>{base} {name}. Read the digits from the paper, not from this file; one that differs keeps the key out.</translation>
    </message>
    <message>
        <source>核对并加入</source>
        <translation>Compare and add</translation>
    </message>
    <message>
        <source>{name}：{count} 把钥匙逐位相同。</source>
        <translation>{name}: {count} keys agree digit by digit.</translation>
    </message>
    <message>
        <source>草稿写到哪里</source>
        <translation>Where the draft goes</translation>
    </message>
    <message>
        <source>草稿已写好：{path}。请两位保管人先后签名。</source>
        <translation>Draft written: {path}. Two holders sign it in turn.</translation>
    </message>
    <message>
        <source>还差 {count} 个签名：{path}。换另一位保管人的U盘再签。</source>
        <translation>{count} signatures to go: {path}. Another holder signs next.</translation>
    </message>
    <message>
        <source>名录第 {serial} 号已签全，可以发给各基地：{path}。根指纹 {code} 写进公函。</source>
        <translation>List no. {serial} is complete and may go to the bases: {path}. Root digits for the letter: {code}</translation>
    </message>
    <message>
        <source>全部根钥匙（两把或更多，只读公开的一半）</source>
        <translation>All roots (two or more; only the public halves are read)</translation>
    </message>
</context>
<context>
    <name>LockCover</name>
    <message>
        <source>屏幕已锁定</source>
        <translation>The screen is locked</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>屏幕已锁定</source>
        <translation>The screen is locked</translation>
    </message>
    <message>
        <source>现在由谁操作？</source>
        <translation>Who is at the keyboard?</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>开始操作</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>请输入 PIN。</source>
        <translation>Type the PIN.</translation>
    </message>
    <message>
        <source>演示人员，PIN 是 {pin}，已经填好，按 Enter 就行。</source>
        <translation>A demo person; the PIN {pin} is filled in. Just press Enter.</translation>
    </message>
    <message>
        <source>已录入的内容都已存好。请输入 PIN 或口令短语继续。</source>
        <translation>Everything entered is saved. Type your PIN or passphrase to go on.</translation>
    </message>
    <message>
        <source>每个人用自己的 PIN 或口令短语，操作记录里写的就是这个人。</source>
        <translation>Everyone uses their own PIN or passphrase; the record names that person.</translation>
    </message>
    <message>
        <source>正在核对 PIN…</source>
        <translation>Checking the PIN…</translation>
    </message>
    <message>
        <source>姓名（↑ ↓ 换人）</source>
        <translation>Name (↑ ↓ another)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>匠评 · 职业技能竞赛现场评判系统</source>
        <translation>Jiangping, on-site judging for skill contests</translation>
    </message>
    <message>
        <source>{contest} · 匠评</source>
        <translation>{contest} · Jiangping</translation>
    </message>
    <message>
        <source>{role} · {machine}</source>
        <translation>{role} · {machine}</translation>
    </message>
    <message>
        <source>U盘备份 {time}</source>
        <translation>Backup {time}</translation>
    </message>
    <message>
        <source>还有一件事没做完。等它做完，或先在下面取消，再来一次。</source>
        <translation>Something is still being done. Let it finish, or cancel it below, and try again.</translation>
    </message>
</context>
<context>
    <name>MakeDialog</name>
    <message>
        <source>生成</source>
        <translation>Make</translation>
    </message>
    <message>
        <source>谁保管（姓名）</source>
        <translation>Who keeps it (name)</translation>
    </message>
    <message>
        <source>口令（程序抽的五个词，只在这里显示，不存电脑）</source>
        <translation>Passphrase (five words drawn by the program, shown only here, stored nowhere)</translation>
    </message>
    <message>
        <source>已经抄在纸上，由保管人收好</source>
        <translation>Noted on paper and kept by the holder</translation>
    </message>
    <message>
        <source>或者用自己的口令（14 个字符以上，不能全是数字；PIN 不行）</source>
        <translation>Or one&apos;s own (14 characters or more, not all digits; no PIN)</translation>
    </message>
    <message>
        <source>管哪些工种（不选就是全部）</source>
        <translation>For which trades (none ticked: all)</translation>
    </message>
    <message>
        <source>还没有写谁保管。</source>
        <translation>Who keeps it is missing.</translation>
    </message>
    <message>
        <source>还没有选存到哪里，或者那里打不开。</source>
        <translation>No place was chosen, or it cannot be opened.</translation>
    </message>
    <message>
        <source>先把口令抄在纸上，再打勾。</source>
        <translation>Note the passphrase on paper first, then tick.</translation>
    </message>
</context>
<context>
    <name>MaskedField</name>
    <message>
        <source>显示完整号码：{field}</source>
        <translation>Show the whole number: {field}</translation>
    </message>
    <message>
        <source>按住显示完整号码，会写进操作记录</source>
        <translation>Hold to show the whole number; that is recorded</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>各工种进度</source>
        <translation>Progress by trade</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
</context>
<context>
    <name>MatrixCard</name>
    <message>
        <source>各工种进度</source>
        <translation>Progress by trade</translation>
    </message>
</context>
<context>
    <name>MatterView</name>
    <message>
        <source>在上面选一件。</source>
        <translation>Choose one above.</translation>
    </message>
    <message>
        <source>竞赛&#x3000;{contest}</source>
        <translation>Contest&#x3000;{contest}</translation>
    </message>
    <message>
        <source>文件&#x3000;{file}</source>
        <translation>File&#x3000;{file}</translation>
    </message>
    <message>
        <source>收到&#x3000;{at}</source>
        <translation>Received&#x3000;{at}</translation>
    </message>
    <message>
        <source>先打电话核对指纹；名录换新后，把这个文件再收一次。</source>
        <translation>Compare the fingerprint by phone first; with a newer list, take this file in once more.</translation>
    </message>
</context>
<context>
    <name>Matters</name>
    <message>
        <source>分叉</source>
        <translation>Fork</translation>
    </message>
    <message>
        <source>钥匙不认</source>
        <translation>Key unknown</translation>
    </message>
    <message>
        <source>缺号</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>一人两地</source>
        <translation>Two bases</translation>
    </message>
    <message>
        <source>缺报</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>迟到</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>两份不一样的第 {number} 号成绩包：已收 {taken}，又来 {refused}。请基地和监督说明哪份是真的，再出下一号。</source>
        <translation>Two different bundles number {number}: {taken} was taken in, then {refused} came. Base and supervisor have to say which is true and send the next number.</translation>
    </message>
    <message>
        <source>已收到第 {last} 号，还缺第 {numbers} 号。请基地补交。</source>
        <translation>Number {last} is here, {numbers} is not. Ask the base for it.</translation>
    </message>
    <message>
        <source>同一证件出现在 {count} 处：{places}。请与各基地核对身份。</source>
        <translation>One document stands at {count} places: {places}. Compare the identity with the bases.</translation>
    </message>
    <message>
        <source>竞赛包</source>
        <translation>contest pack</translation>
    </message>
    <message>
        <source>年度计划</source>
        <translation>year&apos;s plan</translation>
    </message>
    <message>
        <source>{source}里有这个基地，还没有收到任何成绩包。</source>
        <translation>The {source} names this base; no bundle has come.</translation>
    </message>
    <message>
        <source>{source}里有 {trade}，还没有收到成绩包。</source>
        <translation>The {source} names {trade}; no bundle has come.</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>赛区（基地）</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>What it means</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证件后四位</source>
        <translation>Last four</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
</context>
<context>
    <name>MergedPage</name>
    <message>
        <source>还没有可汇总的成绩。</source>
        <translation>No results to merge yet.</translation>
    </message>
    <message>
        <source>到“收件”页收下基地的成绩包，这里就按工种排出全省名次。</source>
        <translation>Take bundles in on “Inbox”; places across all bases then stand here by trade.</translation>
    </message>
    <message>
        <source>去收件</source>
        <translation>To the inbox</translation>
    </message>
    <message>
        <source>成绩汇总</source>
        <translation>Standings</translation>
    </message>
    <message>
        <source>年度概览</source>
        <translation>The year</translation>
    </message>
    <message>
        <source>看什么</source>
        <translation>What to see</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>哪一张汇总表</source>
        <translation>Which list</translation>
    </message>
    <message>
        <source>哪个赛区</source>
        <translation>Which base</translation>
    </message>
    <message>
        <source>参赛号、赛区、奖项</source>
        <translation>entry, base, award</translation>
    </message>
    <message>
        <source>全省名次</source>
        <translation>Places across all bases</translation>
    </message>
    <message>
        <source>= 并列</source>
        <translation>= shared</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>赛区（基地）</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>总成绩</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>赛区名次</source>
        <translation>At base</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>竞赛</source>
        <translation>Contest</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>汇总</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>filter</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>print</translation>
    </message>
    <message>
        <source>换一张</source>
        <translation>another list</translation>
    </message>
    <message>
        <source>还没有收下成绩包</source>
        <translation>No bundle was taken in yet</translation>
    </message>
    <message>
        <source>还没有成绩，也没有年度计划</source>
        <translation>No results and no plan yet</translation>
    </message>
    <message>
        <source>所有赛区</source>
        <translation>All bases</translation>
    </message>
    <message>
        <source>{bases} 个赛区，{count} 项，显示 {shown} 项。按总成绩统一排列，同分并列；奖项为各赛区所定。</source>
        <translation>{bases} bases, {count} entries, {shown} shown. Ranked by total, equal totals share a place; awards are the bases&apos; own.</translation>
    </message>
    <message>
        <source>年度概览.xlsx</source>
        <translation>overview.xlsx</translation>
    </message>
    <message>
        <source>Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)</source>
        <translation>Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Excel (*.xlsx);;PDF (*.pdf)</source>
        <translation>Excel (*.xlsx);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>导出到哪里</source>
        <translation>Where to</translation>
    </message>
    <message>
        <source>谁来导出？</source>
        <translation>Who exports?</translation>
    </message>
    <message>
        <source>省办人员可以。</source>
        <translation>People of the office may.</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>已导出到 {path}</source>
        <translation>Exported to {path}</translation>
    </message>
    <message>
        <source>{year} 年度计划已存。</source>
        <translation>The plan of {year} is stored.</translation>
    </message>
    <message>
        <source>谁来改计划？</source>
        <translation>Who changes the plan?</translation>
    </message>
    <message>
        <source>省办人员可以。写进操作记录。</source>
        <translation>People of the office may. It is entered in the record.</translation>
    </message>
    <message>
        <source>存计划</source>
        <translation>Store the plan</translation>
    </message>
    <message>
        <source>年度计划 (*.xlsx *.toml *.csv)</source>
        <translation>Plan of a year (*.xlsx *.toml *.csv)</translation>
    </message>
    <message>
        <source>年度计划在哪里</source>
        <translation>Where the plan is</translation>
    </message>
    <message>
        <source>已导入 {years} 年度计划。</source>
        <translation>Plans of {years} taken in.</translation>
    </message>
    <message>
        <source>导入计划</source>
        <translation>Take the plan in</translation>
    </message>
    <message>
        <source>Excel (*.xlsx);;TOML (*.toml)</source>
        <translation>Excel (*.xlsx);;TOML (*.toml)</translation>
    </message>
    <message>
        <source>{year} 年度计划.xlsx</source>
        <translation>plan {year}.xlsx</translation>
    </message>
    <message>
        <source>计划写到哪里</source>
        <translation>Where to write the plan</translation>
    </message>
    <message>
        <source>计划已写到 {path}</source>
        <translation>Plan written to {path}</translation>
    </message>
    <message>
        <source>{year} 年{trade}</source>
        <translation>{year} {trade}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>收起提示</source>
        <translation>Put the message away</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>按紧急程度</source>
        <translation>Most urgent first</translation>
    </message>
    <message>
        <source>现在没有要处理的事。</source>
        <translation>Nothing to deal with just now.</translation>
    </message>
    <message>
        <source>需要处理&#x3000;{count} 件</source>
        <translation>To deal with: {count}</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>To deal with</translation>
    </message>
</context>
<context>
    <name>NewPage</name>
    <message>
        <source>新建竞赛</source>
        <translation>New contest</translation>
    </message>
    <message>
        <source>先建文件，六个部分进去再填，随填随存。</source>
        <translation>The file comes first; six sections are filled in inside, stored as you go.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>建立，进去填写</source>
        <translation>Make it and fill it in</translation>
    </message>
    <message>
        <source>从哪里开始</source>
        <translation>Begin from</translation>
    </message>
    <message>
        <source>从头填</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>复制往年的设置</source>
        <translation>An earlier contest</translation>
    </message>
    <message>
        <source>省办竞赛包</source>
        <translation>The office&apos;s pack</translation>
    </message>
    <message>
        <source>定义文件</source>
        <translation>A definition</translation>
    </message>
    <message>
        <source>往年的竞赛文件</source>
        <translation>Earlier contest file</translation>
    </message>
    <message>
        <source>竞赛文件 (*.contest)</source>
        <translation>Contest file (*.contest)</translation>
    </message>
    <message>
        <source>竞赛包</source>
        <translation>Contest pack</translation>
    </message>
    <message>
        <source>竞赛包 (*.cpk)</source>
        <translation>Contest pack (*.cpk)</translation>
    </message>
    <message>
        <source>信任名录</source>
        <translation>Trust list</translation>
    </message>
    <message>
        <source>名录的根码</source>
        <translation>Root code of the list</translation>
    </message>
    <message>
        <source>名称里的年份、年度会换成新的；规则、评分标准、奖项、打印设置照搬，人员和成绩不带。原文件只读。</source>
        <translation>The year changes, also in the name; rules, schemes, awards and print settings are copied, people and marks are not. The source is only read.</translation>
    </message>
    <message>
        <source>名称、规则、工种和评分标准都按竞赛包，以后只能由新的竞赛包改；承办、地点和日期自己填。</source>
        <translation>Name, rules, trades and schemes come from the pack and change by packs only; host, place and days are your own.</translation>
    </message>
    <message>
        <source>竞赛包（.cpk）</source>
        <translation>Contest pack (.cpk)</translation>
    </message>
    <message>
        <source>名录的根码（向省办电话核对）</source>
        <translation>Root code of the list (check it by phone)</translation>
    </message>
    <message>
        <source>命令 jiangping new 用的同一种文件，格式见使用手册。</source>
        <translation>The same file the command jiangping new takes; see the handbook.</translation>
    </message>
    <message>
        <source>定义文件（.toml）</source>
        <translation>Definition (.toml)</translation>
    </message>
    <message>
        <source>工种（可以多选，进去还能加别的）</source>
        <translation>Trades (choose several; others can be added inside)</translation>
    </message>
    <message>
        <source>别的工种，进去再填</source>
        <translation>Another trade, filled in inside</translation>
    </message>
    <message>
        <source>名称和文件</source>
        <translation>Name and file</translation>
    </message>
    <message>
        <source>正式</source>
        <translation>Real</translation>
    </message>
    <message>
        <source>练习</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>保存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>竞赛全称</source>
        <translation>Full name of the contest</translation>
    </message>
    <message>
        <source>赛区编号（省办给的，建好以后不能改）</source>
        <translation>Base id (from the office; fixed afterwards)</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>空着就用往年的名称，换成新的年份</source>
        <translation>Empty: the earlier name with the new year</translation>
    </message>
    <message>
        <source>按所选的文件</source>
        <translation>As the chosen file says</translation>
    </message>
    <message>
        <source>如 2026 年某某市职工职业技能竞赛焊工决赛</source>
        <translation>Such as City Skills Contest 2026, welding final</translation>
    </message>
    <message>
        <source>新竞赛</source>
        <translation>New contest</translation>
    </message>
    <message>
        <source>还没有写竞赛全称。</source>
        <translation>The contest has no name yet.</translation>
    </message>
    <message>
        <source>还没有选工种。</source>
        <translation>No trade is chosen yet.</translation>
    </message>
    <message>
        <source>年度写成四位数字，如 2026。</source>
        <translation>Write the year with four digits, such as 2026.</translation>
    </message>
    <message>
        <source>还没有选文件，或文件不在那里。</source>
        <translation>No file is chosen, or it is not there.</translation>
    </message>
    <message>
        <source>还没有选信任名录。</source>
        <translation>No trust list is chosen yet.</translation>
    </message>
    <message>
        <source>还没有写保存到哪里。</source>
        <translation>Say where to save it.</translation>
    </message>
    <message>
        <source>那里已有同名的文件，请换个名字。</source>
        <translation>There is a file of that name already; choose another.</translation>
    </message>
    <message>
        <source>正在新建…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>没有编号，不向省办上报</source>
        <translation>No id; not reported to the provincial office</translation>
    </message>
    <message>
        <source>还没有写赛区编号，建好以后补不上。真的没有就勾“没有编号”。</source>
        <translation>The base id is missing and cannot be added later. If there is none, tick “No id”.</translation>
    </message>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust list (*.ctl)</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>NotTaken</name>
    <message>
        <source>照片批量匹配</source>
        <translation>Match photos</translation>
    </message>
    <message>
        <source>配上 {matched} 张，{refused} 张没有配上</source>
        <translation>{matched} photos matched, {refused} not</translation>
    </message>
    <message>
        <source>还有 {count} 人没有照片；改好文件名再配一次，已配上的不会变。</source>
        <translation>{count} people have no photo yet. Correct the names of the files and match again; what was matched stays.</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>没有配上的照片</source>
        <translation>Photos not matched</translation>
    </message>
    <message>
        <source>导出所列…</source>
        <translation>Export what is listed…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>NumbersDialog</name>
    <message>
        <source>证书编号和发证记录</source>
        <translation>Certificate numbers and record</translation>
    </message>
    <message>
        <source>编号打印时才发，打过、作废的都不会再用。改规则不影响已经发出的编号。</source>
        <translation>Numbers are issued on print; printed or void ones are never used again. A new rule leaves issued numbers as they are.</translation>
    </message>
    <message>
        <source>编号规则</source>
        <translation>Numbering rule</translation>
    </message>
    <message>
        <source>改用这条规则</source>
        <translation>Use this rule</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>作废这个编号…</source>
        <translation>Void this number…</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>奖次</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>State</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>发证记录</source>
        <translation>Certificate record</translation>
    </message>
    <message>
        <source>没有打</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>已打</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>void</translation>
    </message>
    <message>
        <source>作废，已换号</source>
        <translation>void, replaced</translation>
    </message>
    <message>
        <source>{trade} {serial}</source>
        <translation>{trade} {serial}</translation>
    </message>
    <message>
        <source>还有 {count} 个工种</source>
        <translation>{count} more trades</translation>
    </message>
    <message>
        <source>下一个编号：{examples}</source>
        <translation>Next number: {examples}</translation>
    </message>
    <message>
        <source>应打 {expected} = 已打 {printed} + 跳过 {skipped} + 未打 {open}；作废的编号 {void} 个</source>
        <translation>Expected {expected} = printed {printed} + skipped {skipped} + open {open}; void numbers {void}</translation>
    </message>
    <message>
        <source>正在试这条规则…</source>
        <translation>Trying this rule…</translation>
    </message>
    <message>
        <source>规则没有改。</source>
        <translation>The rule is unchanged.</translation>
    </message>
    <message>
        <source>先选一个发出的编号；作废了的不能再作废。</source>
        <translation>Choose a number that was issued; a void one cannot be voided again.</translation>
    </message>
</context>
<context>
    <name>OfficeDialog</name>
    <message>
        <source>省级汇总</source>
        <translation>Provincial office</translation>
    </message>
    <message>
        <source>各基地的成绩包收在一个省办文件里，和竞赛文件分开。</source>
        <translation>Bundles of all bases are kept in one office file, apart from contest files.</translation>
    </message>
    <message>
        <source>打开省办文件…</source>
        <translation>Open an office file…</translation>
    </message>
    <message>
        <source>新建省办文件</source>
        <translation>A new office file</translation>
    </message>
    <message>
        <source>新建并打开</source>
        <translation>Make and open</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>选名录…</source>
        <translation>Choose the list…</translation>
    </message>
    <message>
        <source>省办根钥匙签的 .ctl 文件</source>
        <translation>The .ctl file signed by the office&apos;s root keys</translation>
    </message>
    <message>
        <source>信任名录</source>
        <translation>Trust list</translation>
    </message>
    <message>
        <source>公函上的四十位根指纹</source>
        <translation>The forty digits of the letter</translation>
    </message>
    <message>
        <source>照盖章公函输 40 位数字，空格可有可无</source>
        <translation>40 digits as in the stamped letter</translation>
    </message>
    <message>
        <source>公函上的根指纹</source>
        <translation>Digits of the letter</translation>
    </message>
    <message>
        <source>正式：收正式成绩包</source>
        <translation>Live: real bundles</translation>
    </message>
    <message>
        <source>练习：只收演示成绩包</source>
        <translation>Practice: demo bundles only</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>打开省办文件</source>
        <translation>Open an office file</translation>
    </message>
    <message>
        <source>省办文件和备份 (*.contest *.contest.age *.backup)</source>
        <translation>Office files and backups (*.contest *.contest.age *.backup)</translation>
    </message>
    <message>
        <source>信任名录在哪里</source>
        <translation>Where the trust list is</translation>
    </message>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust list (*.ctl)</translation>
    </message>
    <message>
        <source>{name}：第 {serial} 号，{count} 个基地：{bases}</source>
        <translation>{name}: number {serial}, {count} bases: {bases}</translation>
    </message>
    <message>
        <source>还没有选信任名录</source>
        <translation>No trust list chosen yet</translation>
    </message>
    <message>
        <source>第 {group} 组和名录里的不一样，停下来打电话核对</source>
        <translation>Group {group} differs from the list: stop and phone</translation>
    </message>
    <message>
        <source>根指纹还差 {count} 位</source>
        <translation>{count} digits are missing</translation>
    </message>
    <message>
        <source>根指纹多了几位</source>
        <translation>There are too many digits</translation>
    </message>
    <message>
        <source>{year} 省级汇总.contest</source>
        <translation>{year} office.contest</translation>
    </message>
    <message>
        <source>新的省办文件放在哪里</source>
        <translation>Where the new office file goes</translation>
    </message>
    <message>
        <source>省办文件 (*.contest)</source>
        <translation>Office file (*.contest)</translation>
    </message>
    <message>
        <source>正在建立…</source>
        <translation>Making it…</translation>
    </message>
</context>
<context>
    <name>OfficeKeysCard</name>
    <message>
        <source>省办钥匙和回执</source>
        <translation>Office keys and receipts</translation>
    </message>
    <message>
        <source>钥匙口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>选钥匙…</source>
        <translation>Choose a key…</translation>
    </message>
    <message>
        <source>回执写在成绩包旁边</source>
        <translation>Receipts beside the bundles</translation>
    </message>
    <message>
        <source>回执不写文件，只打印</source>
        <translation>Receipts on paper only</translation>
    </message>
    <message>
        <source>回执写到文件夹…</source>
        <translation>Receipts into a folder…</translation>
    </message>
    <message>
        <source>签回执：{person}</source>
        <translation>Signs receipts: {person}</translation>
    </message>
    <message>
        <source>签回执：没有钥匙，回执不带签名</source>
        <translation>Signs receipts: no key, they bear no signature</translation>
    </message>
    <message>
        <source>查一人两地：{person}</source>
        <translation>Compares people: {person}</translation>
    </message>
    <message>
        <source>查一人两地：没有解密钥匙，不比对身份</source>
        <translation>Compares people: no key, nobody is compared</translation>
    </message>
    <message>
        <source>先输钥匙口令</source>
        <translation>Type the passphrase first</translation>
    </message>
    <message>
        <source>省办钥匙在哪里</source>
        <translation>Where the office key is</translation>
    </message>
    <message>
        <source>钥匙文件 (*.ckey)</source>
        <translation>Key files (*.ckey)</translation>
    </message>
    <message>
        <source>回执写到哪个文件夹</source>
        <translation>The folder for receipts</translation>
    </message>
    <message>
        <source>回执写到 {folder}</source>
        <translation>Receipts into {folder}</translation>
    </message>
</context>
<context>
    <name>OfficeLines</name>
    <message>
        <source>收下</source>
        <translation>Taken in</translation>
    </message>
    <message>
        <source>替换旧版</source>
        <translation>Replaces</translation>
    </message>
    <message>
        <source>迟到旧包</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>已收过</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>拒收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>可以收</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>会替换旧版</source>
        <translation>Replaces</translation>
    </message>
    <message>
        <source>不能收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>{trade}（版本 {revision}）</source>
        <translation>{trade} (revision {revision})</translation>
    </message>
    <message>
        <source>{trade} 替换版本 {before}，改动 {count} 项。</source>
        <translation>{trade} replaces revision {before}, {count} entries change.</translation>
    </message>
    <message>
        <source>{trade} 版本 {revision} 已被版本 {before} 取代，不影响名次。</source>
        <translation>{trade}: revision {revision} was replaced by {before}; places stay.</translation>
    </message>
    <message>
        <source>没有问题。</source>
        <translation>Nothing unusual.</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>代码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>赛区（基地）</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>竞赛</source>
        <translation>Contest</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>参赛</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>签名人 / 指纹</source>
        <translation>Signer / fingerprint</translation>
    </message>
    <message>
        <source>生成时间</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>What it means</translation>
    </message>
    <message>
        <source>{trade} 替换同一批里的版本 {before}。</source>
        <translation>{trade} replaces revision {before} of this batch.</translation>
    </message>
</context>
<context>
    <name>OfficePaper</name>
    <message>
        <source>回执</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>拒收单</source>
        <translation>Refusals</translation>
    </message>
    <message>
        <source>收件登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>全省成绩汇总表</source>
        <translation>Merged standings</translation>
    </message>
    <message>
        <source>年度概览</source>
        <translation>Overview of the year</translation>
    </message>
    <message>
        <source>谁来打印？</source>
        <translation>Who prints?</translation>
    </message>
    <message>
        <source>省办人员可以。打印写进操作记录。</source>
        <translation>People of the office may. It is entered in the record.</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Stored at {path}</translation>
    </message>
    <message>
        <source>打印了 {count} 页。</source>
        <translation>{count} pages printed.</translation>
    </message>
</context>
<context>
    <name>OfficePapersPage</name>
    <message>
        <source>打印什么</source>
        <translation>What to print</translation>
    </message>
    <message>
        <source>收下的每个成绩包一张，交基地</source>
        <translation>A sheet per bundle taken in, for the base</translation>
    </message>
    <message>
        <source>拒收的每个文件一张，写明原因</source>
        <translation>A sheet per refused file, with the reason</translation>
    </message>
    <message>
        <source>所有来件，按收到的先后</source>
        <translation>Everything that came, in order</translation>
    </message>
    <message>
        <source>各工种全省名次</source>
        <translation>Places across all bases, by trade</translation>
    </message>
    <message>
        <source>本年度对照计划</source>
        <translation>The year against its plan</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>Of what</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Page back</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>要打印的页</source>
        <translation>The page to print</translation>
    </message>
    <message>
        <source>打印或存 PDF…</source>
        <translation>Print or keep…</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>换一种</source>
        <translation>another kind</translation>
    </message>
    <message>
        <source>翻页</source>
        <translation>turn the page</translation>
    </message>
    <message>
        <source>打印或存 PDF</source>
        <translation>print or keep</translation>
    </message>
    <message>
        <source>全部 {count} 张</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>所有工种</source>
        <translation>All trades</translation>
    </message>
    <message>
        <source>{year} 年度</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Laying it out…</translation>
    </message>
    <message>
        <source>没有可打印的。</source>
        <translation>Nothing to print.</translation>
    </message>
    <message>
        <source>没有可打印的</source>
        <translation>Nothing to print</translation>
    </message>
    <message>
        <source>第 {page} / {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>已经是第一页。</source>
        <translation>This is the first page.</translation>
    </message>
    <message>
        <source>已经是最后一页。</source>
        <translation>This is the last page.</translation>
    </message>
</context>
<context>
    <name>OfficialDialog</name>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>请选择理由</source>
        <translation>Choose a reason</translation>
    </message>
    <message>
        <source>补充说明</source>
        <translation>In your own words</translation>
    </message>
    <message>
        <source>决定人</source>
        <translation>Who decides</translation>
    </message>
    <message>
        <source>决定人的 PIN</source>
        <translation>Their PIN</translation>
    </message>
    <message>
        <source>理由会写进操作记录，以后不能改。</source>
        <translation>The reason goes into the record and cannot be changed later.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>没有登记能作这个决定的人。请先由管理员登记，再回来决定。</source>
        <translation>Nobody who may decide this is registered. Have the administrator add them, then come back.</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>There is no reason yet. Choose one or write a line.</translation>
    </message>
    <message>
        <source>请决定人输入自己的 PIN。</source>
        <translation>Whoever decides has to enter their PIN.</translation>
    </message>
    <message>
        <source>没有登记能作这个决定的人。</source>
        <translation>Nobody is registered who may decide this.</translation>
    </message>
    <message>
        <source>正在核对 PIN…</source>
        <translation>Checking the PIN…</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>打开竞赛文件或备份</source>
        <translation>Open a contest file or a backup</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>正在准备 {trade}</source>
        <translation>Preparing {trade}</translation>
    </message>
    <message>
        <source>正在布置演示竞赛</source>
        <translation>Setting up the demo contest</translation>
    </message>
    <message>
        <source>竞赛文件和备份 (*.contest *.contest.age *.backup)</source>
        <translation>Contest files and backups (*.contest *.contest.age *.backup)</translation>
    </message>
    <message>
        <source>还没有登记人员，不能锁屏。先按 F11 登记人员和口令。</source>
        <translation>Nobody is registered, so the screen cannot be locked. Press F11 to register people first.</translation>
    </message>
    <message>
        <source>只看</source>
        <translation>View only</translation>
    </message>
    <message>
        <source>不能写入</source>
        <translation>Nothing can be written</translation>
    </message>
    <message>
        <source>这份竞赛还没有登记人员。先按 F11 登记人员和口令。</source>
        <translation>Nobody is registered in this contest. Press F11 to register people first.</translation>
    </message>
    <message>
        <source>已备份并核对：{places}</source>
        <translation>Backed up and checked: {places}</translation>
    </message>
    <message>
        <source>已备份并核对：{places}。没有加密：还没有备份钥匙。</source>
        <translation>Backed up and checked: {places}. Not encrypted: there is no backup key yet.</translation>
    </message>
    <message>
        <source>省级汇总</source>
        <translation>Provincial office</translation>
    </message>
    <message>
        <source>登记人员…</source>
        <translation>Register people…</translation>
    </message>
</context>
<context>
    <name>OverviewPane</name>
    <message>
        <source>{count} 份，算出合计 {done} 份，还差 {missing} 格，待处理 {waiting} 处</source>
        <translation>{count} sheets, {done} with a total, {missing} cells missing, {waiting} open questions</translation>
    </message>
    <message>
        <source>评分总览</source>
        <translation>All sheets</translation>
    </message>
    <message>
        <source>{module} {maximum}</source>
        <translation>{module} {maximum}</translation>
    </message>
    <message>
        <source>密号</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>场次</source>
        <translation>Sitting</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>待处理</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>PackDoor</name>
    <message>
        <source>竞赛包 (*.cpk)</source>
        <translation>Contest packs (*.cpk)</translation>
    </message>
    <message>
        <source>省办的竞赛包在哪里</source>
        <translation>Where the office&apos;s pack is</translation>
    </message>
    <message>
        <source>第 {number} 号竞赛包已经装入，没有变化。</source>
        <translation>Pack {number} is in this file already; nothing changed.</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>new</translation>
    </message>
    <message>
        <source>规则有变</source>
        <translation>rules change</translation>
    </message>
    <message>
        <source>不变</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>证书版式：{name}</source>
        <translation>Certificate template: {name}</translation>
    </message>
    <message>
        <source>{contest}，校验码 {code}。</source>
        <translation>{contest}, check code {code}. </translation>
    </message>
    <message>
        <source>替换第 {number} 号。</source>
        <translation>It replaces number {number}. </translation>
    </message>
    <message>
        <source>已经有评分，要裁判长和监督一起装入。</source>
        <translation>There are marks already: chief judge and supervisor take it in together.</translation>
    </message>
    <message>
        <source>装入第 {number} 号竞赛包？</source>
        <translation>Take contest pack {number} in?</translation>
    </message>
    <message>
        <source>名单口令（{count} 人；空着：以后再报名）</source>
        <translation>Passphrase of the list ({count} people; empty: register later)</translation>
    </message>
    <message>
        <source>装入竞赛包 第 {number} 号</source>
        <translation>Contest pack {number} taken in</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>装入竞赛包</source>
        <translation>Take the pack in</translation>
    </message>
    <message>
        <source>装入竞赛包？</source>
        <translation>Take the pack in?</translation>
    </message>
    <message>
        <source>裁判长和监督都要输口令。</source>
        <translation>Chief judge and supervisor both type their secret.</translation>
    </message>
    <message>
        <source>谁来装入竞赛包？</source>
        <translation>Who takes the pack in?</translation>
    </message>
    <message>
        <source>布置竞赛的人可以。写进操作记录。</source>
        <translation>Whoever sets the contest up may. It is entered in the record.</translation>
    </message>
    <message>
        <source>第 {number} 号竞赛包已装入。</source>
        <translation>Contest pack {number} is taken in.</translation>
    </message>
</context>
<context>
    <name>PacksDialog</name>
    <message>
        <source>竞赛包</source>
        <translation>Contest packs</translation>
    </message>
    <message>
        <source>竞赛包带着规则、评分标准、证书版式发给基地；号码只增不减，收件时按它核对。</source>
        <translation>A pack carries rules, schemes and certificate templates to the bases. Its number only rises, and bundles are judged by it.</translation>
    </message>
    <message>
        <source>发过的竞赛包</source>
        <translation>Packs issued</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>签名并写出…</source>
        <translation>Sign and write…</translation>
    </message>
    <message>
        <source>竞赛</source>
        <translation>Contest</translation>
    </message>
    <message>
        <source>包号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>基地</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>all</translation>
    </message>
    <message>
        <source>签发</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>选竞赛定义…</source>
        <translation>Choose a definition…</translation>
    </message>
    <message>
        <source>还没有选</source>
        <translation>None chosen yet</translation>
    </message>
    <message>
        <source>新竞赛还是再版</source>
        <translation>New or again</translation>
    </message>
    <message>
        <source>发给哪些基地</source>
        <translation>For which bases</translation>
    </message>
    <message>
        <source>空着：名录里的所有基地；或写代号=名称，用顿号分开</source>
        <translation>Empty: every base of the list; or id=name, separated by commas</translation>
    </message>
    <message>
        <source>选名单…</source>
        <translation>Choose a list…</translation>
    </message>
    <message>
        <source>不带人员名单</source>
        <translation>Without a list of people</translation>
    </message>
    <message>
        <source>竞赛定义</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>发给</source>
        <translation>For</translation>
    </message>
    <message>
        <source>证书版式</source>
        <translation>Templates</translation>
    </message>
    <message>
        <source>人员名单</source>
        <translation>List of people</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>新竞赛</source>
        <translation>A new contest</translation>
    </message>
    <message>
        <source>再版：{name}（现在第 {number} 号）</source>
        <translation>Again: {name} (now number {number})</translation>
    </message>
    <message>
        <source>竞赛定义 (*.toml *.json)</source>
        <translation>Contest definitions (*.toml *.json)</translation>
    </message>
    <message>
        <source>竞赛定义在哪里</source>
        <translation>Where the definition is</translation>
    </message>
    <message>
        <source>{name}：{trades}</source>
        <translation>{name}: {trades}</translation>
    </message>
    <message>
        <source>人员名单在哪里</source>
        <translation>Where the list of people is</translation>
    </message>
    <message>
        <source>名单 (*.xlsx *.xls *.csv)</source>
        <translation>Lists (*.xlsx *.xls *.csv)</translation>
    </message>
    <message>
        <source>省办钥匙：{person}</source>
        <translation>Office key: {person}</translation>
    </message>
    <message>
        <source>没有省办钥匙：先在“收件”页右边用口令打开</source>
        <translation>No office key: open it on the right of “Inbox” first</translation>
    </message>
    <message>
        <source>没有省办钥匙</source>
        <translation>No office key</translation>
    </message>
    <message>
        <source>还没有选竞赛定义</source>
        <translation>No definition chosen yet</translation>
    </message>
    <message>
        <source>竞赛包写到哪里（U盘或文件夹）</source>
        <translation>Where to write the pack (stick or folder)</translation>
    </message>
    <message>
        <source>谁来签发竞赛包？</source>
        <translation>Who issues the pack?</translation>
    </message>
    <message>
        <source>管钥匙的人可以。写进操作记录。</source>
        <translation>Whoever looks after keys may. It is entered in the record.</translation>
    </message>
    <message>
        <source>第 {number} 号竞赛包已写好并读回核对：{path}</source>
        <translation>Pack {number} is written and was read back: {path}</translation>
    </message>
    <message>
        <source>名单口令只显示这一次，请另行告知基地：{phrase}</source>
        <translation>The list&apos;s passphrase is shown only now; tell the bases another way: {phrase}</translation>
    </message>
    <message>
        <source>还没有发过竞赛包。</source>
        <translation>No pack was issued yet.</translation>
    </message>
</context>
<context>
    <name>PairDialog</name>
    <message>
        <source>两边都写了而不一样的有 {count} 栏。</source>
        <translation>Stated by both and different: {count} fields.</translation>
    </message>
    <message>
        <source>{left}与{right}是同一个人吗？</source>
        <translation>Are {left} and {right} the same person?</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>第 {row} 行</source>
        <translation>row {row}</translation>
    </message>
    <message>
        <source>正在填的</source>
        <translation>this form</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>两人对照</source>
        <translation>Two people side by side</translation>
    </message>
    <message>
        <source>不同</source>
        <translation>differs</translation>
    </message>
    <message>
        <source>相同</source>
        <translation>same</translation>
    </message>
    <message>
        <source>只一边有</source>
        <translation>one side only</translation>
    </message>
    <message>
        <source>{field}，{sign}：{left} {one}，{right} {two}</source>
        <translation>{field}, {sign}: {left} {one}, {right} {two}</translation>
    </message>
</context>
<context>
    <name>PanelRules</name>
    <message>
        <source>各评分点不同</source>
        <translation>Differs by aspect</translation>
    </message>
    <message>
        <source>不去</source>
        <translation>None</translation>
    </message>
    <message>
        <source>各去一个</source>
        <translation>One each</translation>
    </message>
    <message>
        <source>各去两个</source>
        <translation>Two each</translation>
    </message>
    <message>
        <source>裁判人数</source>
        <translation>Judges</translation>
    </message>
    <message>
        <source>去最高最低</source>
        <translation>Highest and lowest dropped</translation>
    </message>
    <message>
        <source>打分间隔</source>
        <translation>Step of marks</translation>
    </message>
    <message>
        <source>极差上限（空着不查）</source>
        <translation>Largest spread (empty: none)</translation>
    </message>
    <message>
        <source>还没有打分的评分点。</source>
        <translation>There is no panel aspect yet.</translation>
    </message>
    <message>
        <source>打分（各评分点一起改）</source>
        <translation>Panels (all aspects of the trade together)</translation>
    </message>
</context>
<context>
    <name>PaperCheck</name>
    <message>
        <source>先输纸面合计，再显示机内</source>
        <translation>Type the paper&apos;s totals first</translation>
    </message>
    <message>
        <source>不一致…</source>
        <translation>Differs…</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>纸面</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>机内</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>{part} 纸面合计</source>
        <translation>{part}, total on paper</translation>
    </message>
    <message>
        <source>只能输数字，照纸面抄。</source>
        <translation>Numbers only, as the paper has them.</translation>
    </message>
    <message>
        <source>还有 {count} 项没有对</source>
        <translation>{count} not compared yet</translation>
    </message>
    <message>
        <source>{count} 项不一致</source>
        <translation>{count} differ</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>存成 PDF…</source>
        <translation>Keep as PDF…</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>正在找打印机…</source>
        <translation>Looking for printers…</translation>
    </message>
    <message>
        <source>这台电脑没有装打印机，可以存成 PDF。</source>
        <translation>This computer has no printer; keep it as PDF.</translation>
    </message>
    <message>
        <source>第 {page} / {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>存成 PDF</source>
        <translation>Keep as PDF</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>存成 Excel…</source>
        <translation>Keep as Excel…</translation>
    </message>
    <message>
        <source>存成 Excel</source>
        <translation>Keep as Excel</translation>
    </message>
    <message>
        <source>已经是第一页。</source>
        <translation>This is the first page.</translation>
    </message>
    <message>
        <source>已经是最后一页。</source>
        <translation>This is the last page.</translation>
    </message>
</context>
<context>
    <name>PaperNumber</name>
    <message>
        <source>{entry} 卷号</source>
        <translation>{entry} paper</translation>
    </message>
    <message>
        <source>卷号</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>{name} (&amp;J)</source>
        <translation>{name} (&amp;J)</translation>
    </message>
</context>
<context>
    <name>PaperOfPrinter</name>
    <message>
        <source>同一台打印机，换了纸盒或纸，偏差就不一样，要分开记。记在这台电脑上，不跟竞赛文件走。</source>
        <translation>Offsets differ by tray and paper and are kept apart. They stay on this computer and do not travel with the contest.</translation>
    </message>
    <message>
        <source>调的是哪台打印机、哪个纸盒、什么纸？</source>
        <translation>Which printer, tray and paper?</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>纸盒</source>
        <translation>Tray</translation>
    </message>
    <message>
        <source>例如：手送纸盒</source>
        <translation>e.g. manual feed</translation>
    </message>
    <message>
        <source>纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>例如：200 g 证书纸</source>
        <translation>e.g. 200 g stock</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>忘掉现在这个…</source>
        <translation>Forget this one…</translation>
    </message>
    <message>
        <source>只从这台电脑上删去它的偏差</source>
        <translation>Removes its offsets from this computer only</translation>
    </message>
    <message>
        <source>用这个</source>
        <translation>Use this</translation>
    </message>
    <message>
        <source>这台电脑没有装打印机。</source>
        <translation>This computer has no printer.</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>赛前准备</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>检录抽签</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>评分</source>
        <translation>Marking</translation>
    </message>
    <message>
        <source>复核更正</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>成绩公示</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>证书、申诉、上报</source>
        <translation>After</translation>
    </message>
    <message>
        <source>日程表</source>
        <translation>Timetable</translation>
    </message>
    <message>
        <source>每天几点、什么事、在哪里，张贴和发给领队。</source>
        <translation>When, what and where on each day; to post and to give to the leaders.</translation>
    </message>
    <message>
        <source>场地门牌</source>
        <translation>Door signs</translation>
    </message>
    <message>
        <source>日程里每个地点一张，A4 横放，贴在门上。</source>
        <translation>One for every place of the timetable, A4 across, for the door.</translation>
    </message>
    <message>
        <source>评分标准审定表</source>
        <translation>Marking scheme for approval</translation>
    </message>
    <message>
        <source>全部评分点、要求和配分，开赛前由命题人、裁判长、监督签字。</source>
        <translation>Every aspect with what it asks and is worth; signed by author, chief judge and supervisor before the contest.</translation>
    </message>
    <message>
        <source>计分规则示例</source>
        <translation>Worked examples</translation>
    </message>
    <message>
        <source>每种计分规则一个算例，程序现算，供裁判培训。</source>
        <translation>An example of every scoring rule, worked out now; for training judges.</translation>
    </message>
    <message>
        <source>参赛证</source>
        <translation>Passes</translation>
    </message>
    <message>
        <source>A6，一张 A4 四个，带裁切线；可带背面（须知和日程）双面打印。</source>
        <translation>A6, four a sheet with crop marks; with their backs (rules and hours) for printing on both sides.</translation>
    </message>
    <message>
        <source>参赛证卡片</source>
        <translation>Pass cards</translation>
    </message>
    <message>
        <source>86×54 毫米，一张 A4 十个，带裁切线；可带背面双面打印。</source>
        <translation>86×54 mm, ten a sheet with crop marks; with their backs for printing on both sides.</translation>
    </message>
    <message>
        <source>报名汇总表</source>
        <translation>Entries by delegation</translation>
    </message>
    <message>
        <source>每个代表队一张，证件只印尾号，领队核对后签字。</source>
        <translation>One for every delegation, only the end of the ID printed; checked and signed by the leader.</translation>
    </message>
    <message>
        <source>报名问题单</source>
        <translation>Problems of the roster</translation>
    </message>
    <message>
        <source>每个代表队还缺什么、哪里不对，交领队补正。</source>
        <translation>What every delegation still lacks or has wrong, for its leader to put right.</translation>
    </message>
    <message>
        <source>签到表</source>
        <translation>Sign-in list</translation>
    </message>
    <message>
        <source>每场一张，选手签名并写时间。</source>
        <translation>One for every sitting; contestants sign and write the time.</translation>
    </message>
    <message>
        <source>照片签到表</source>
        <translation>Sign-in with photos</translation>
    </message>
    <message>
        <source>带 25×35 毫米照片，一页十二人，便于认人。</source>
        <translation>With pictures of 25×35 mm, twelve people a page, to know them by.</translation>
    </message>
    <message>
        <source>检录表</source>
        <translation>Check-in list</translation>
    </message>
    <message>
        <source>已知的检录时间和结果，其余留空手写。</source>
        <translation>Times and results known so far, the rest left to be written.</translation>
    </message>
    <message>
        <source>缺席名单</source>
        <translation>Absent list</translation>
    </message>
    <message>
        <source>缺考、迟到取消、弃权的选手和原因，检录后报裁判长。</source>
        <translation>Who is absent, came too late or withdrew, and why; to the chief judge after check-in.</translation>
    </message>
    <message>
        <source>抽签表</source>
        <translation>Draw list</translation>
    </message>
    <message>
        <source>抽签号和工位，选手签字按手印；没有密号。</source>
        <translation>Lots and stations, signed with a fingerprint by contestants; no codes.</translation>
    </message>
    <message>
        <source>加密对照表</source>
        <translation>Sealed table</translation>
    </message>
    <message>
        <source>参赛号、工位和密号的对照，只印一份，密封保存；每看一次都记录，没有预览。</source>
        <translation>Entry, station and code side by side: one copy, kept sealed; every look is recorded, there is no preview.</translation>
    </message>
    <message>
        <source>密号标签</source>
        <translation>Code labels</translation>
    </message>
    <message>
        <source>50×30 毫米，贴在工件和卷子上；不干胶可从中间的格开始。</source>
        <translation>50×30 mm, for work pieces and papers; on label stock they can begin at any place.</translation>
    </message>
    <message>
        <source>密封袋封面</source>
        <translation>Envelope covers</translation>
    </message>
    <message>
        <source>装加密对照表和每场评分表的信封封面。</source>
        <translation>For the envelopes of the sealed table and of each sitting&apos;s score sheets.</translation>
    </message>
    <message>
        <source>空白评分表</source>
        <translation>Blank score sheets</translation>
    </message>
    <message>
        <source>每个密号一份，全组裁判写在一张上；要回避的席位已印明。</source>
        <translation>One for every code, the whole panel on one sheet; recused seats are printed.</translation>
    </message>
    <message>
        <source>裁判评分表</source>
        <translation>Sheets of single judges</translation>
    </message>
    <message>
        <source>每个密号、每名裁判一份，带评分要求。</source>
        <translation>One for every code and judge, with what each aspect asks.</translation>
    </message>
    <message>
        <source>评分表</source>
        <translation>Score sheets</translation>
    </message>
    <message>
        <source>两遍一致的已填好，裁判核对后签字；其余是空白的。</source>
        <translation>Filled where both keyings agree, for judges to check and sign; the others are blank.</translation>
    </message>
    <message>
        <source>两遍录入不一致清单</source>
        <translation>Differences of the keyings</translation>
    </message>
    <message>
        <source>两遍不同的每一格和纸面的裁定，拿着去核对原评分表。</source>
        <translation>Every cell keyed two ways and what the paper said; to take to the original sheets.</translation>
    </message>
    <message>
        <source>评委打分汇总</source>
        <translation>Marks of the panel</translation>
    </message>
    <message>
        <source>每个密号、每个评分点各裁判的打分、去掉的高低分和极差。</source>
        <translation>For every code and aspect the marks of all judges, those dropped, and the spread.</translation>
    </message>
    <message>
        <source>裁判评分统计</source>
        <translation>Report on judges</translation>
    </message>
    <message>
        <source>每个席位与全组的偏差、去最高去最低的次数；只给裁判长和监督。</source>
        <translation>How each seat differs from its panel and how often it was dropped; for chief judge and supervisor only.</translation>
    </message>
    <message>
        <source>现场情况记录表</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>已记下的停机、补时等情况，下面留空行手写。</source>
        <translation>Stops, extra time and the like as noted, with empty rows to write on.</translation>
    </message>
    <message>
        <source>理论成绩单</source>
        <translation>Theory marks</translation>
    </message>
    <message>
        <source>按整场成绩录入的轮次，阅卷和录分员签字。</source>
        <translation>Rounds marked as one score, signed by markers and recorders.</translation>
    </message>
    <message>
        <source>复核记录表</source>
        <translation>Record of the recheck</translation>
    </message>
    <message>
        <source>抽到哪些、纸面和机内各是多少、结论和错误率。</source>
        <translation>What was drawn, what paper and program say, the verdict and the error rate.</translation>
    </message>
    <message>
        <source>更正单</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>每处更正一张：改前改后、理由、影响，裁判长和监督签字。</source>
        <translation>One for every correction: before and after, reason and effect; signed by chief judge and supervisor.</translation>
    </message>
    <message>
        <source>成绩汇总表</source>
        <translation>Result list</translation>
    </message>
    <message>
        <source>名次、各场成绩、总成绩和奖项，裁判长、监督、统分、复核签字。</source>
        <translation>Places, scores of the rounds, totals and awards; signed by the officials.</translation>
    </message>
    <message>
        <source>单项成绩表</source>
        <translation>Further rankings</translation>
    </message>
    <message>
        <source>竞赛定义里另设的排名，例如理论状元。</source>
        <translation>Rankings the definition adds, such as the best in theory.</translation>
    </message>
    <message>
        <source>代表队排名表</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>各代表队的总分和计分的队员。</source>
        <translation>Points of every delegation and the members who counted.</translation>
    </message>
    <message>
        <source>公示表</source>
        <translation>Public notice</translation>
    </message>
    <message>
        <source>公文格式，没有证件号和电话；写明公示期和受理电话。</source>
        <translation>As an official letter, without IDs or phones of anybody; with period and phone for complaints.</translation>
    </message>
    <message>
        <source>更正公示</source>
        <translation>Notice of amendment</translation>
    </message>
    <message>
        <source>张贴以后又改过的成绩，改前改后都写明。</source>
        <translation>Results changed after posting, before and after.</translation>
    </message>
    <message>
        <source>获奖名单</source>
        <translation>Winners</translation>
    </message>
    <message>
        <source>按奖次列出，发文和领奖用。</source>
        <translation>Award by award, for the announcement and the ceremony.</translation>
    </message>
    <message>
        <source>颁奖词</source>
        <translation>Words for the ceremony</translation>
    </message>
    <message>
        <source>主持人念的稿子，从三等奖到一等奖，大字。</source>
        <translation>What the host reads out, from the third award to the first, in large type.</translation>
    </message>
    <message>
        <source>拟推荐名单</source>
        <translation>Proposed honours</translation>
    </message>
    <message>
        <source>拟推荐的荣誉和晋级，由组委会办公室决定。</source>
        <translation>Honours and levels proposed; the office decides.</translation>
    </message>
    <message>
        <source>成绩计算说明</source>
        <translation>How a result came about</translation>
    </message>
    <message>
        <source>一名选手的成绩一步一步怎么来的；不写参赛号就是全部。</source>
        <translation>A contestant&apos;s result step by step; everybody&apos;s without an entry number.</translation>
    </message>
    <message>
        <source>证书发放签收表</source>
        <translation>Receipt of certificates</translation>
    </message>
    <message>
        <source>在用的证书编号，领取人签字。</source>
        <translation>Numbers in force, signed by whoever takes the certificate.</translation>
    </message>
    <message>
        <source>申诉表</source>
        <translation>Appeals</translation>
    </message>
    <message>
        <source>已收到的申诉，填好的；没有申诉就是空白表。</source>
        <translation>Appeals received, filled in; a blank form where there is none.</translation>
    </message>
    <message>
        <source>空白申诉表</source>
        <translation>Blank appeal form</translation>
    </message>
    <message>
        <source>发给领队手写。</source>
        <translation>For leaders to write on.</translation>
    </message>
    <message>
        <source>上报单</source>
        <translation>Export sheet</translation>
    </message>
    <message>
        <source>随成绩包送交，印有全文摘要和校验码。</source>
        <translation>Goes with a result bundle; bears its digest and check code.</translation>
    </message>
    <message>
        <source>遗失报告</source>
        <translation>Loss report</translation>
    </message>
    <message>
        <source>电脑或 U盘遗失当日报省办，只写数量和种类。</source>
        <translation>Told to the office the same day a computer or stick is lost; counts and kinds only.</translation>
    </message>
</context>
<context>
    <name>PapersDialog</name>
    <message>
        <source>打印单据</source>
        <translation>Print papers</translation>
    </message>
    <message>
        <source>找单据：名称</source>
        <translation>Find a paper by name</translation>
    </message>
    <message>
        <source>环节</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>单据</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>公示天数</source>
        <translation>Days posted</translation>
    </message>
    <message>
        <source>姓名中间的字打星号</source>
        <translation>Star the middle of names</translation>
    </message>
    <message>
        <source>带背面（打印时选双面、长边翻转）</source>
        <translation>With backs (print on both sides, long edge)</translation>
    </message>
    <message>
        <source>用已裁好的不干胶标签纸（4×9 格）</source>
        <translation>On label stock that is cut (4×9)</translation>
    </message>
    <message>
        <source>从第几格开始</source>
        <translation>First place</translation>
    </message>
    <message>
        <source>右移</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>受理电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>受理地点</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>存成 PDF…</source>
        <translation>Keep as PDF…</translation>
    </message>
    <message>
        <source>预览和打印…</source>
        <translation>Preview and print…</translation>
    </message>
    <message>
        <source>全部工种</source>
        <translation>All trades</translation>
    </message>
    <message>
        <source>全部轮次</source>
        <translation>All rounds</translation>
    </message>
    <message>
        <source>没有这样的单据。</source>
        <translation>There is no such paper.</translation>
    </message>
    <message>
        <source>{role}不能打印这种单据，请换人 (F10)。</source>
        <translation>A {role} cannot print this paper; let somebody else sit down (F10).</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>存成 PDF</source>
        <translation>Keep as PDF</translation>
    </message>
</context>
<context>
    <name>PapersSection</name>
    <message>
        <source>公示天数</source>
        <translation>Days of posting</translation>
    </message>
    <message>
        <source>公示受理电话</source>
        <translation>Phone for complaints</translation>
    </message>
    <message>
        <source>受理地点（空着就写承办单位）</source>
        <translation>Address (empty: the host)</translation>
    </message>
    <message>
        <source>公示姓名</source>
        <translation>Posted names</translation>
    </message>
    <message>
        <source>中间一字打星号</source>
        <translation>Middle character starred</translation>
    </message>
    <message>
        <source>公示表</source>
        <translation>Public notice</translation>
    </message>
    <message>
        <source>证书编号的写法</source>
        <translation>Pattern of serial numbers</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>证书版式和套打…</source>
        <translation>Layout and overprint…</translation>
    </message>
    <message>
        <source>打印与证书</source>
        <translation>Print and certificates</translation>
    </message>
    <message>
        <source>{year} 年度、{base} 赛区、{prefix} 工种字头、{trade} 工种代码、{n:04} 四位流水号。已发的编号不变。</source>
        <translation>{year} year, {base} base, {prefix} letters of the trade, {trade} trade code, {n:04} running number. Numbers issued stay.</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>粘贴评分标准</source>
        <translation>Paste a scheme</translation>
    </message>
    <message>
        <source>认出 {good} 个评分点，合计 {sum} 分，有 {bad} 行不能用</source>
        <translation>{good} aspects of {sum} points in all; {bad} rows cannot be used</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>模块</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>配分</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>粘贴的各行</source>
        <translation>Pasted rows</translation>
    </message>
    <message>
        <source>会代替这一轮现有的评分标准，可以撤销。</source>
        <translation>It replaces the scheme of this round; undo brings that back.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>存入 {count} 个评分点</source>
        <translation>Store {count} aspects</translation>
    </message>
    <message>
        <source>只存正确的 {count} 个</source>
        <translation>Store only the {count} good ones</translation>
    </message>
    <message>
        <source>先按上面的说明改好表格，再粘贴。</source>
        <translation>Mend the table as said above, then paste again.</translation>
    </message>
    <message>
        <source>没有读的列：{columns}。要用的，把列名改成认得的再粘贴。</source>
        <translation>Columns not read: {columns}. To use one, give it a heading that is known and paste again.</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>这个人出现的地方</source>
        <translation>Where this person stands</translation>
    </message>
    <message>
        <source>同一证件，请与各基地核对身份。</source>
        <translation>One document; compare the identity with the bases.</translation>
    </message>
    <message>
        <source>同一证件。姓名和证件后四位是密封的：在“收件”页用省办解密钥匙打开后显示。</source>
        <translation>One document. Names and last four are sealed; they show once the office&apos;s age key is opened on “Inbox”.</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>{name}，{role}</source>
        <translation>{name}, {role}</translation>
    </message>
    <message>
        <source>还没有人登录</source>
        <translation>Nobody has logged in</translation>
    </message>
    <message>
        <source>{person}&#x3000;换人 F10</source>
        <translation>{person}  Switch person F10</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
</context>
<context>
    <name>PhotoBox</name>
    <message>
        <source>选照片…</source>
        <translation>Choose photo…</translation>
    </message>
    <message>
        <source>去掉照片</source>
        <translation>Remove photo</translation>
    </message>
    <message>
        <source>照片 25×35 mm</source>
        <translation>Photo 25×35 mm</translation>
    </message>
    <message>
        <source>还没有照片</source>
        <translation>No photo yet</translation>
    </message>
    <message>
        <source>有照片</source>
        <translation>Has a photo</translation>
    </message>
    <message>
        <source>没有照片</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>照片 ({kinds})</source>
        <translation>Photos ({kinds})</translation>
    </message>
    <message>
        <source>选照片</source>
        <translation>Choose a photo</translation>
    </message>
    <message>
        <source>{number} 换了照片</source>
        <translation>{number} has another photo</translation>
    </message>
    <message>
        <source>{number} 去掉了照片</source>
        <translation>The photo of {number} was removed</translation>
    </message>
</context>
<context>
    <name>PhotoFiles</name>
    <message>
        <source>选择照片文件夹</source>
        <translation>Choose the folder of photos</translation>
    </message>
    <message>
        <source>没有配照片，名单没有改动。</source>
        <translation>No photo was matched; the list is unchanged.</translation>
    </message>
    <message>
        <source>正在匹配照片</source>
        <translation>Matching photos</translation>
    </message>
    <message>
        <source>已配上 {count} 张照片</source>
        <translation>{count} photos matched</translation>
    </message>
    <message>
        <source>已配上 {count} 张照片，还有 {missing} 人没有照片</source>
        <translation>{count} photos matched, {missing} people have none yet</translation>
    </message>
</context>
<context>
    <name>PlaceHead</name>
    <message>
        <source>在表里选一位选手</source>
        <translation>Choose somebody in the list</translation>
    </message>
</context>
<context>
    <name>PlacesCard</name>
    <message>
        <source>2&#x3000;写到哪里</source>
        <translation>2&#x3000;Where to</translation>
    </message>
    <message>
        <source>重新找U盘</source>
        <translation>Look for sticks</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>没有插U盘。插上后点“重新找U盘”，或者选一个文件夹。</source>
        <translation>No stick found. Plug one in and look again, or choose a folder.</translation>
    </message>
    <message>
        <source>{label}&#x3000;可用 {free}</source>
        <translation>{label}&#x3000;{free} free</translation>
    </message>
    <message>
        <source>{label}&#x3000;写保护，换一个U盘或拨开写保护</source>
        <translation>{label}&#x3000;write-protected; use another or switch that off</translation>
    </message>
    <message>
        <source>成绩包写到哪个文件夹</source>
        <translation>Which folder the bundle goes to</translation>
    </message>
    <message>
        <source>附签字扫描件…</source>
        <translation>Add scans…</translation>
    </message>
    <message>
        <source>PDF 文件，随成绩包一起上报；不加密，不要有证件号和电话</source>
        <translation>PDF files that travel with the bundle; not encrypted, so no ID or phone numbers</translation>
    </message>
    <message>
        <source>扫描件 (*.pdf)</source>
        <translation>Scans (*.pdf)</translation>
    </message>
    <message>
        <source>签字表的扫描件</source>
        <translation>Scans of signed sheets</translation>
    </message>
    <message>
        <source>扫描件 {count} 个…</source>
        <translation>{count} scans…</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>{year} 年度计划</source>
        <translation>The plan of {year}</translation>
    </message>
    <message>
        <source>空着表示不设目标，照样计数。</source>
        <translation>Empty means no target; it is counted all the same.</translation>
    </message>
    <message>
        <source>周期年数</source>
        <translation>Cycle in years</translation>
    </message>
    <message>
        <source>应报的基地：每行一个，代号 名称 工种代码（可多个，用顿号分开）</source>
        <translation>Bases expected, one a line: id, name, trade codes (several: commas)</translation>
    </message>
    <message>
        <source>通用职业（工种）：每行一个，代码 名称</source>
        <translation>General trades, one a line: code, name</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>存计划</source>
        <translation>Store the plan</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>市州</source>
        <translation>Cities</translation>
    </message>
    <message>
        <source>竞赛基地</source>
        <translation>Bases</translation>
    </message>
</context>
<context>
    <name>Portrait</name>
    <message>
        <source>{name}的照片</source>
        <translation>Picture of {name}</translation>
    </message>
    <message>
        <source>{name}没有照片</source>
        <translation>No picture of {name}</translation>
    </message>
    <message>
        <source>没有照片</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>{role}不能做这一步，请换人 (F10)。</source>
        <translation>The {role} may not do this; switch person (F10).</translation>
    </message>
    <message>
        <source>没有登记可以做这一步的人。请管理员先登记。</source>
        <translation>Nobody with this right is registered. The administrator adds one first.</translation>
    </message>
    <message>
        <source>竞赛里还没有工种。</source>
        <translation>This contest has no trade yet.</translation>
    </message>
    <message>
        <source>先在竞赛页建好工种。</source>
        <translation>Add a trade on the contest page first.</translation>
    </message>
    <message>
        <source>去竞赛</source>
        <translation>To the contest</translation>
    </message>
</context>
<context>
    <name>Printers</name>
    <message>
        <source>忘掉“{name}”的偏差？</source>
        <translation>Forget the offsets of “{name}”?</translation>
    </message>
    <message>
        <source>以后再用它要重新校准。打过的证书和记录不变。</source>
        <translation>It must be calibrated anew then. Certificates and records stay.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>忘掉</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>（未选打印机）</source>
        <translation>(no printer)</translation>
    </message>
    <message>
        <source>验证页</source>
        <translation>Check page</translation>
    </message>
    <message>
        <source>校准页</source>
        <translation>Calibration page</translation>
    </message>
    <message>
        <source>{title}已存到 {path}</source>
        <translation>{title} kept in {path}</translation>
    </message>
    <message>
        <source>正在找打印机…</source>
        <translation>Looking for printers…</translation>
    </message>
    <message>
        <source>这台电脑没有装打印机。可以导出 PDF，到有打印机的电脑上按 100 % 打印。</source>
        <translation>This computer has no printer. Export a PDF and print it at 100 % on one that has.</translation>
    </message>
    <message>
        <source>现在选的是导出 PDF；要打印，先在上面选打印机。</source>
        <translation>Export to PDF is chosen; choose a printer above to print.</translation>
    </message>
    <message>
        <source>这台打印机今天还没试打。先试打 1 张 (F5)。</source>
        <translation>Print one trial sheet on this printer first (F5).</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>约剩 {seconds} 秒</source>
        <translation>about {seconds} s left</translation>
    </message>
    <message>
        <source>约剩 {minutes} 分钟</source>
        <translation>about {minutes} min left</translation>
    </message>
    <message>
        <source>正在停下…</source>
        <translation>Stopping…</translation>
    </message>
</context>
<context>
    <name>PropertiesPane</name>
    <message>
        <source>选中 {count} 个</source>
        <translation>{count} selected</translation>
    </message>
    <message>
        <source>整个版式</source>
        <translation>The layout</translation>
    </message>
    <message>
        <source>版式名称</source>
        <translation>Name of the layout</translation>
    </message>
    <message>
        <source>文件标题</source>
        <translation>Title of the file</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>纸宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>纸高</source>
        <translation>Height</translation>
    </message>
    <message>
        <source>留边</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>点一个框，或按 PgUp、PgDn 走到一个框，再改它。</source>
        <translation>Click a box, or walk to one with PgUp and PgDn, to change it.</translation>
    </message>
    <message>
        <source>元素名称</source>
        <translation>Name of the element</translation>
    </message>
    <message>
        <source>左</source>
        <translation>X</translation>
    </message>
    <message>
        <source>上</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>宽</source>
        <translation>W</translation>
    </message>
    <message>
        <source>高</source>
        <translation>H</translation>
    </message>
    <message>
        <source>何时印</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>插入变量…</source>
        <translation>Insert variable…</translation>
    </message>
    <message>
        <source>换图片…</source>
        <translation>Other picture…</translation>
    </message>
    <message>
        <source>缩到最小还放不下时，往外多占（mm）</source>
        <translation>If it still does not fit, spill out by (mm)</translation>
    </message>
    <message>
        <source>{side}边多占 mm</source>
        <translation>{side}, spill in mm</translation>
    </message>
</context>
<context>
    <name>PulledList</name>
    <message>
        <source>{number} {name} 摸到的号</source>
        <translation>Number pulled by {number} {name}</translation>
    </message>
    <message>
        <source>没有工位 {station}，或已停用</source>
        <translation>No station {station}, or out of order</translation>
    </message>
    <message>
        <source>工位 {station} 已经是 {other} 摸到的</source>
        <translation>{other} pulled station {station} already</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>…&#x3000;还有 {count} 项</source>
        <translation>… and {count} more</translation>
    </message>
    <message>
        <source>将写入操作记录：</source>
        <translation>Will stand in the record:</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>竞赛</source>
        <translation>Contest</translation>
    </message>
    <message>
        <source>报名</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>检录抽签</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>理论</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已签字锁定</source>
        <translation>Signed and locked</translation>
    </message>
    <message>
        <source>还差 {count} 项</source>
        <translation>{count} to go</translation>
    </message>
    <message>
        <source>{count} 处要人决定</source>
        <translation>{count} to decide</translation>
    </message>
    <message>
        <source>{count} 处两遍录入不一致</source>
        <translation>{count} where the keyings differ</translation>
    </message>
    <message>
        <source>{count} 处被卡住</source>
        <translation>{count} blocked</translation>
    </message>
    <message>
        <source>等上一步；可以先打开看看要做什么</source>
        <translation>Waits for an earlier step; open it to see which</translation>
    </message>
    <message>
        <source>还有 {count} 人待审核</source>
        <translation>{count} entries undecided</translation>
    </message>
    <message>
        <source>还有 {count} 人没有检录</source>
        <translation>{count} not checked in</translation>
    </message>
    <message>
        <source>还有 {count} 人没有理论成绩</source>
        <translation>{count} without a theory result</translation>
    </message>
    <message>
        <source>还差 {count} 份评分表</source>
        <translation>{count} score sheets to go</translation>
    </message>
    <message>
        <source>{count} 处同分要裁定</source>
        <translation>{count} ties to rule on</translation>
    </message>
    <message>
        <source>还有 {count} 张证书没有打印</source>
        <translation>{count} certificates not printed</translation>
    </message>
    <message>
        <source>还有 {count} 个成绩包没有导出</source>
        <translation>{count} bundles not exported</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>收件</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflicts</translation>
    </message>
    <message>
        <source>汇总</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>{count} 个成绩包计入汇总</source>
        <translation>{count} bundles count</translation>
    </message>
    <message>
        <source>没有要处理的</source>
        <translation>Nothing to deal with</translation>
    </message>
    <message>
        <source>{count} 处要处理，其中有两份不一样的成绩包</source>
        <translation>{count} matters, among them two bundles that differ</translation>
    </message>
</context>
<context>
    <name>RailShort</name>
    <message>
        <source>报名</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certs</translation>
    </message>
</context>
<context>
    <name>RankRules</name>
    <message>
        <source>四舍五入</source>
        <translation>Half up</translation>
    </message>
    <message>
        <source>四舍六入五成双</source>
        <translation>Half even</translation>
    </message>
    <message>
        <source>舍去</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>并列，1、2、2、4</source>
        <translation>Joint places 1, 2, 2, 4</translation>
    </message>
    <message>
        <source>并列，1、2、2、3</source>
        <translation>Joint places 1, 2, 2, 3</translation>
    </message>
    <message>
        <source>不设并列，由裁判长裁定</source>
        <translation>No joint places: a ruling</translation>
    </message>
    <message>
        <source>按取整后的总成绩</source>
        <translation>By the rounded total</translation>
    </message>
    <message>
        <source>按未取整的总成绩</source>
        <translation>By the exact total</translation>
    </message>
    <message>
        <source>总成绩小数位（空着不取整）</source>
        <translation>Decimals of the total (empty: exact)</translation>
    </message>
    <message>
        <source>同分规则（从上往下依次比）</source>
        <translation>Tie chain (from the top down)</translation>
    </message>
    <message>
        <source>比什么</source>
        <translation>What is compared</translation>
    </message>
    <message>
        <source>总成绩和名次</source>
        <translation>Totals and places</translation>
    </message>
    <message>
        <source>取整办法</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>排名依据</source>
        <translation>Ranked by</translation>
    </message>
    <message>
        <source>全部相同时</source>
        <translation>When all is equal</translation>
    </message>
    <message>
        <source>比较分（中位 700）</source>
        <translation>Comparison scale (median 700)</translation>
    </message>
    <message>
        <source>另加一列</source>
        <translation>An extra column</translation>
    </message>
    <message>
        <source>比较分的中位</source>
        <translation>Median of the scale</translation>
    </message>
    <message>
        <source>比较分的一个标准差</source>
        <translation>One deviation of the scale</translation>
    </message>
    <message>
        <source>{round}成绩高的在前</source>
        <translation>Higher {round} score first</translation>
    </message>
    <message>
        <source>{round}各模块依次比</source>
        <translation>Modules of {round} in order</translation>
    </message>
    <message>
        <source>{round}的“{module}”高的在前</source>
        <translation>Higher “{module}” of {round} first</translation>
    </message>
    <message>
        <source>{round}用时短的在前</source>
        <translation>Shorter time in {round} first</translation>
    </message>
    <message>
        <source>{round}裁判未去分的合计高的在前</source>
        <translation>Higher untrimmed sum of {round} first</translation>
    </message>
    <message>
        <source>加试</source>
        <translation>Extra round</translation>
    </message>
    <message>
        <source>裁判长书面裁定</source>
        <translation>Written ruling of the chief judge</translation>
    </message>
    <message>
        <source>同一条不能出现两次，还没有存入。</source>
        <translation>A link cannot stand twice. Not stored yet.</translation>
    </message>
    <message>
        <source>名额（人）</source>
        <translation>Number of places</translation>
    </message>
    <message>
        <source>比例（%）</source>
        <translation>Share (%)</translation>
    </message>
    <message>
        <source>分数段</source>
        <translation>Band of totals</translation>
    </message>
    <message>
        <source>其余全部</source>
        <translation>All the rest</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Awards</translation>
    </message>
    <message>
        <source>一等奖</source>
        <translation>First prize</translation>
    </message>
    <message>
        <source>怎样定</source>
        <translation>How decided</translation>
    </message>
    <message>
        <source>名额、比例或最低分</source>
        <translation>Number, share or lowest total</translation>
    </message>
    <message>
        <source>最高分</source>
        <translation>Highest total</translation>
    </message>
    <message>
        <source>奖项，高的在上</source>
        <translation>Awards, the highest first</translation>
    </message>
    <message>
        <source>二等奖</source>
        <translation>Second prize</translation>
    </message>
    <message>
        <source>三等奖</source>
        <translation>Third prize</translation>
    </message>
    <message>
        <source>优秀奖</source>
        <translation>Merit award</translation>
    </message>
    <message>
        <source>每次问</source>
        <translation>Ask each time</translation>
    </message>
    <message>
        <source>都升上去</source>
        <translation>All go up</translation>
    </message>
    <message>
        <source>按同分规则分开</source>
        <translation>The tie chain decides</translation>
    </message>
    <message>
        <source>都升上去，下一等减少</source>
        <translation>All go up, the next class shrinks</translation>
    </message>
    <message>
        <source>奖项边上并列时</source>
        <translation>Ties at an award edge</translation>
    </message>
</context>
<context>
    <name>Ranking</name>
    <message>
        <source>不计名次</source>
        <translation>guest</translation>
    </message>
    <message>
        <source>成绩不全</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>缺考</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>迟到取消</source>
        <translation>late</translation>
    </message>
    <message>
        <source>弃权</source>
        <translation>withdrawn</translation>
    </message>
    <message>
        <source>中途退赛</source>
        <translation>retired</translation>
    </message>
    <message>
        <source>取消资格</source>
        <translation>disqualified</translation>
    </message>
    <message>
        <source>不参评奖项</source>
        <translation>no award</translation>
    </message>
    <message>
        <source>= 并列</source>
        <translation>= joint</translation>
    </message>
    <message>
        <source>同分，按{rule}</source>
        <translation>tie: {rule}</translation>
    </message>
    <message>
        <source>要裁定</source>
        <translation>to rule</translation>
    </message>
    <message>
        <source>扣分</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>总成绩</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>Award</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>实操成绩</source>
        <translation>practical score</translation>
    </message>
    <message>
        <source>实操用时</source>
        <translation>practical time</translation>
    </message>
    <message>
        <source>好名次的个数</source>
        <translation>more high places</translation>
    </message>
    <message>
        <source>成绩</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>没有取得名次的队员</source>
        <translation>no ranked member</translation>
    </message>
    <message>
        <source>人数不足，缺 {count} 人</source>
        <translation>{count} member(s) short</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>总分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>计分的参赛号</source>
        <translation>Entries that count</translation>
    </message>
    <message>
        <source>不推荐</source>
        <translation>not proposed</translation>
    </message>
    <message>
        <source>拟推荐 · 已记</source>
        <translation>proposed · recorded</translation>
    </message>
    <message>
        <source>拟推荐</source>
        <translation>proposed</translation>
    </message>
    <message>
        <source>荣誉</source>
        <translation>Honour</translation>
    </message>
    <message>
        <source>推荐</source>
        <translation>Proposal</translation>
    </message>
    <message>
        <source>现有等级</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>换算分</source>
        <translation>Scaled</translation>
    </message>
    <message>
        <source>中位数为 700 的换算分，只供跨工种比较，不改名次</source>
        <translation>Points on a scale with the median at 700, to compare trades; they order nobody</translation>
    </message>
    <message>
        <source>用时</source>
        <translation>time</translation>
    </message>
    <message>
        <source>模块</source>
        <translation>modules</translation>
    </message>
    <message>
        <source>裁判分</source>
        <translation>judges</translation>
    </message>
    <message>
        <source>加试</source>
        <translation>extra</translation>
    </message>
    <message>
        <source>裁定</source>
        <translation>ruling</translation>
    </message>
    <message>
        <source>同分：{rule}</source>
        <translation>tie: {rule}</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>手册正文</source>
        <translation>Text of the handbook</translation>
    </message>
</context>
<context>
    <name>ReadingsDialog</name>
    <message>
        <source>左边折到右边读上、下两处，上边折到下边读左、右两处，像读游标卡尺：游标 0 线过了主尺几，就是整数（负的也照读）；和主尺线对得最齐的那条游标线，就是小数。</source>
        <translation>Fold left onto right and read top and bottom, fold top onto bottom and read left and right, as on a calliper: the main value the slide’s 0 has passed is the whole number (negative ones too), the slide line that meets a main line best is the tenth.</translation>
    </message>
    <message>
        <source>校准页上读到多少？</source>
        <translation>What does the calibration page read?</translation>
    </message>
    <message>
        <source>哪一处</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>主尺 mm</source>
        <translation>Main mm</translation>
    </message>
    <message>
        <source>游标 0.1</source>
        <translation>Slide 0.1</translation>
    </message>
    <message>
        <source>左右折，上面一处</source>
        <translation>Left on right, top</translation>
    </message>
    <message>
        <source>左右折，下面一处</source>
        <translation>Left on right, bottom</translation>
    </message>
    <message>
        <source>上下折，左面一处</source>
        <translation>Top on bottom, left</translation>
    </message>
    <message>
        <source>上下折，右面一处</source>
        <translation>Top on bottom, right</translation>
    </message>
    <message>
        <source>{place}，主尺</source>
        <translation>{place}, main scale</translation>
    </message>
    <message>
        <source>{place}，游标</source>
        <translation>{place}, slide</translation>
    </message>
    <message>
        <source>两十字横向距离</source>
        <translation>Crosses apart, across</translation>
    </message>
    <message>
        <source>两十字竖向距离</source>
        <translation>Crosses apart, down</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>填进去</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>打印机偏右 {right} mm、偏下 {down} mm，横 {wide} %、竖 {tall} %，转 {turn}°</source>
        <translation>The printer is {right} mm right, {down} mm down, {wide} % across, {tall} % down, turned {turn}°</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>请选择理由</source>
        <translation>Choose a reason</translation>
    </message>
    <message>
        <source>补充说明</source>
        <translation>In your own words</translation>
    </message>
    <message>
        <source>理由会写进操作记录，以后不能改。</source>
        <translation>The reason stands in the record and cannot be changed later.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>还没有写理由。请选一条或写一句。</source>
        <translation>No reason yet. Choose one or write a sentence.</translation>
    </message>
    <message>
        <source>都不是，就在这里写明</source>
        <translation>None of these: write it here</translation>
    </message>
    <message>
        <source>理由：选中就算填好</source>
        <translation>Reason: choosing one is enough</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开 {name}</source>
        <translation>Open {name}</translation>
    </message>
    <message>
        <source>文件不在原处。插上存它的U盘后再打开。</source>
        <translation>Not where it was. Insert its stick, then open it.</translation>
    </message>
    <message>
        <source>{month} 月 {day} 日 {time}</source>
        <translation>{day}/{month} {time}</translation>
    </message>
    <message>
        <source>上次停在“{stage}”</source>
        <translation>Left at “{stage}”</translation>
    </message>
    <message>
        <source>备份完好</source>
        <translation>Backed up</translation>
    </message>
    <message>
        <source>还没有备份</source>
        <translation>Not backed up</translation>
    </message>
</context>
<context>
    <name>Registration</name>
    <message>
        <source>待审</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>通过</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>缺证件号</source>
        <translation>No ID number</translation>
    </message>
    <message>
        <source>缺手机</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>缺单位</source>
        <translation>No employer</translation>
    </message>
    <message>
        <source>报了两个工种</source>
        <translation>In two trades</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>证件类型</source>
        <translation>Kind of ID</translation>
    </message>
    <message>
        <source>证件号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>民族</source>
        <translation>Ethnic group</translation>
    </message>
    <message>
        <source>文化程度</source>
        <translation>Education</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>工作单位</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>岗位</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>组别</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>队名（作品、班组名称）</source>
        <translation>Team (work, crew) name</translation>
    </message>
    <message>
        <source>现有技能等级</source>
        <translation>Skill level</translation>
    </message>
    <message>
        <source>等级证书编号</source>
        <translation>Skill certificate no.</translation>
    </message>
    <message>
        <source>从事本工种年限</source>
        <translation>Years in the trade</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Mobile phone</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>不计名次（外卡）</source>
        <translation>Guest, takes no place</translation>
    </message>
    <message>
        <source>不参评</source>
        <translation>No award</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>居民身份证</source>
        <translation>Resident identity card</translation>
    </message>
    <message>
        <source>港澳台居民居住证</source>
        <translation>HK/Macao/Taiwan residence permit</translation>
    </message>
    <message>
        <source>港澳台居民通行证</source>
        <translation>HK/Macao/Taiwan travel permit</translation>
    </message>
    <message>
        <source>护照</source>
        <translation>Passport</translation>
    </message>
    <message>
        <source>外国人永久居留身份证</source>
        <translation>Foreign permanent resident card</translation>
    </message>
    <message>
        <source>军人证件</source>
        <translation>Military ID</translation>
    </message>
    <message>
        <source>无证件</source>
        <translation>No document</translation>
    </message>
    <message>
        <source>{name}（{count} 人）</source>
        <translation>{name} ({count} people)</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>个人</source>
        <translation>Individual</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>作品</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>班组</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>有</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>no</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
</context>
<context>
    <name>RegistrationActs</name>
    <message>
        <source>没有可以撤销的。</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>已撤销：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>没有可以重做的。</source>
        <translation>There is nothing to redo.</translation>
    </message>
    <message>
        <source>{count} 份报名已改为“{state}”</source>
        <translation>{count} entries are now “{state}”</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{trades}的名单已封闭</source>
        <translation>The list of {trades} is closed</translation>
    </message>
    <message>
        <source>{trades}的名单已重新打开</source>
        <translation>The list of {trades} is open again</translation>
    </message>
    <message>
        <source>已导入 {count} 行</source>
        <translation>{count} rows imported</translation>
    </message>
    <message>
        <source>，更新 {count} 行</source>
        <translation>, {count} updated</translation>
    </message>
    <message>
        <source>；{count} 行没有导入</source>
        <translation>; {count} rows not imported</translation>
    </message>
    <message>
        <source>已登记 {number}</source>
        <translation>{number} registered</translation>
    </message>
    <message>
        <source>{number} 已改：{fields}</source>
        <translation>{number} changed: {fields}</translation>
    </message>
</context>
<context>
    <name>RegistrationPage</name>
    <message>
        <source>新增</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>封闭名单</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>审核通过</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>报名</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>改这一份</source>
        <translation>Edit this entry</translation>
    </message>
    <message>
        <source>收起右栏</source>
        <translation>Fold the right pane</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>名单是空的。</source>
        <translation>The list is empty.</translation>
    </message>
    <message>
        <source>先登录，再改名单 (F10)。</source>
        <translation>Log in first to change the list (F10).</translation>
    </message>
    <message>
        <source>{role}不能改名单，请换登记员 (F10)。</source>
        <translation>The {role} cannot change the list; switch to a registrar (F10).</translation>
    </message>
    <message>
        <source>先在表里选人，Ctrl+A 全选。</source>
        <translation>Select people in the table first; Ctrl+A selects all.</translation>
    </message>
    <message>
        <source>重新打开名单</source>
        <translation>Open the list again</translation>
    </message>
    <message>
        <source>还有 {count} 份待审，不能封闭。</source>
        <translation>{count} entries are undecided; the list cannot be closed.</translation>
    </message>
    <message>
        <source>照片…</source>
        <translation>Photos…</translation>
    </message>
    <message>
        <source>导入 Excel…</source>
        <translation>Import from Excel…</translation>
    </message>
    <message>
        <source>粘贴名单</source>
        <translation>Paste rows</translation>
    </message>
    <message>
        <source>照片批量匹配…</source>
        <translation>Match photos…</translation>
    </message>
    <message>
        <source>选这一份，再按取消</source>
        <translation>Choose this entry, or not</translation>
    </message>
    <message>
        <source>全选所列的</source>
        <translation>Choose all listed</translation>
    </message>
    <message>
        <source>都不选</source>
        <translation>Choose none</translation>
    </message>
    <message>
        <source>看两人</source>
        <translation>Compare</translation>
    </message>
</context>
<context>
    <name>ReopenDialog</name>
    <message>
        <source>录错了纸</source>
        <translation>The wrong paper was keyed</translation>
    </message>
    <message>
        <source>裁判补交了评分</source>
        <translation>A judge handed in marks late</translation>
    </message>
    <message>
        <source>复核发现成片录错</source>
        <translation>The recheck found many slips</translation>
    </message>
    <message>
        <source>把 {code} 退回第一遍？</source>
        <translation>Give {code} back to the first keying?</translation>
    </message>
    <message>
        <source>已录的分都留着，可以接着改；改完要重新提交，第二遍也要再对一次。</source>
        <translation>All marks stay and can be changed; then it is submitted again, and the second keying checks it again.</translation>
    </message>
    <message>
        <source>退回 {code}</source>
        <translation>Give {code} back</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>从备份恢复</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>恢复成一份新文件，原文件和备份都不改动。先看备份缺什么，再由两个人确认。</source>
        <translation>It becomes a new file; the old one and the backup stay as they are. See what the backup lacks, then two people confirm.</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>另选文件…</source>
        <translation>Another file…</translation>
    </message>
    <message>
        <source>加密的备份要用：备份钥匙文件 .ckey</source>
        <translation>For an encrypted backup: the backup key file .ckey</translation>
    </message>
    <message>
        <source>钥匙口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>备份钥匙和口令</source>
        <translation>Backup key and passphrase</translation>
    </message>
    <message>
        <source>最新签字评分表脚注的条数</source>
        <translation>Entry number at the foot of the newest signed sheet</translation>
    </message>
    <message>
        <source>旁边的 30 位代码</source>
        <translation>The 30 digits beside it</translation>
    </message>
    <message>
        <source>纸上的操作记录</source>
        <translation>The record on paper</translation>
    </message>
    <message>
        <source>上报单上最大的号，或 号:SHA-256</source>
        <translation>Highest number on an export sheet, or N:SHA-256</translation>
    </message>
    <message>
        <source>已给出的成绩包、回执…</source>
        <translation>Bundles and receipts…</translation>
    </message>
    <message>
        <source>成绩包</source>
        <translation>Bundles</translation>
    </message>
    <message>
        <source>裁判长</source>
        <translation>Chief judge</translation>
    </message>
    <message>
        <source>裁判长的 PIN</source>
        <translation>The chief judge&apos;s PIN</translation>
    </message>
    <message>
        <source>监督</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>监督的 PIN</source>
        <translation>The supervisor&apos;s PIN</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>看备份缺什么</source>
        <translation>See what it lacks</translation>
    </message>
    <message>
        <source>恢复成新文件</source>
        <translation>Restore as a new file</translation>
    </message>
    <message>
        <source>{name}：操作记录到第 {seq} 条</source>
        <translation>{name}: the record ends at entry {seq}</translation>
    </message>
    <message>
        <source>备份之后还有 {count} 条操作，要照纸补</source>
        <translation>{count} later entries are missing; bring them in from paper</translation>
    </message>
    <message>
        <source>第 {number} 号成绩包不在里面</source>
        <translation>Bundle {number} is not in it</translation>
    </message>
    <message>
        <source>下一个成绩包是第 {number} 号</source>
        <translation>The next bundle will be number {number}</translation>
    </message>
    <message>
        <source>备份文件</source>
        <translation>Backup file</translation>
    </message>
    <message>
        <source>成绩包和回执 (*.crb *.crr)</source>
        <translation>Bundles and receipts (*.crb *.crr)</translation>
    </message>
    <message>
        <source>已给出的成绩包、回执</source>
        <translation>Bundles and receipts given out</translation>
    </message>
    <message>
        <source>正在看备份…</source>
        <translation>Looking at the backup…</translation>
    </message>
    <message>
        <source>先选一份备份，看它缺什么。</source>
        <translation>Choose a backup first and see what it lacks.</translation>
    </message>
    <message>
        <source>正在恢复…</source>
        <translation>Restoring…</translation>
    </message>
    <message>
        <source>备份钥匙 (*.ckey)</source>
        <translation>Backup key (*.ckey)</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>最近的成绩包：{name}</source>
        <translation>Newest bundle: {name}</translation>
    </message>
    <message>
        <source>只看，不改</source>
        <translation>Look, change nothing</translation>
    </message>
    <message>
        <source>先不恢复</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>这份竞赛文件没有通过检查</source>
        <translation>This contest file failed a check</translation>
    </message>
    <message>
        <source>从备份恢复…</source>
        <translation>Restore a backup…</translation>
    </message>
    <message>
        <source>恢复成新文件</source>
        <translation>Restore as a new file</translation>
    </message>
    <message>
        <source>竞赛文件 (*.contest)</source>
        <translation>Contest files (*.contest)</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>4&#x3000;写入和校验</source>
        <translation>4&#x3000;Write and verify</translation>
    </message>
    <message>
        <source>从第一条记录起核对竞赛文件</source>
        <translation>Check the file from its first entry</translation>
    </message>
    <message>
        <source>签名，并按省办的办法验一遍</source>
        <translation>Sign, and verify as the office will</translation>
    </message>
    <message>
        <source>写入，落到盘上</source>
        <translation>Write, down to the medium</translation>
    </message>
    <message>
        <source>从盘上读回，逐字节比对</source>
        <translation>Read back, compare every byte</translation>
    </message>
    <message>
        <source>电话里念这 8 位校验码</source>
        <translation>Read this check code over the phone</translation>
    </message>
    <message>
        <source>拔出再插上后再核对</source>
        <translation>Check again after replugging</translation>
    </message>
    <message>
        <source>可以拔出U盘了。</source>
        <translation>The stick can be pulled out.</translation>
    </message>
    <message>
        <source>和上次一样，没有改动</source>
        <translation>the same as before, nothing changed</translation>
    </message>
    <message>
        <source>新的成绩包</source>
        <translation>a new bundle</translation>
    </message>
    <message>
        <source>更正包，替换第 {number} 号</source>
        <translation>a correction, replaces no. {number}</translation>
    </message>
    <message>
        <source>第 {number} 号，{kind}，{size} KB
{places}</source>
        <translation>No. {number}, {kind}, {size} KB
{places}</translation>
    </message>
    <message>
        <source>{done} / {total} KB&#x3000;{item}</source>
        <translation>{done} / {total} KB  {item}</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>名次</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>修订</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>组别</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>打印汇总表</source>
        <translation>Print list</translation>
    </message>
    <message>
        <source>打印公示表</source>
        <translation>Print notice</translation>
    </message>
    <message>
        <source>导出表格…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>受理申诉…</source>
        <translation>Appeal…</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>换一位选手</source>
        <translation>another entry</translation>
    </message>
    <message>
        <source>到来由，→ 展开</source>
        <translation>derivation, → unfolds</translation>
    </message>
    <message>
        <source>收起右栏</source>
        <translation>fold the pane</translation>
    </message>
    <message>
        <source>现在操作的人</source>
        <translation>the person at the keyboard</translation>
    </message>
    <message>
        <source>{role}不能看名次。</source>
        <translation>The places are not for the {role}.</translation>
    </message>
    <message>
        <source>裁判长、监督、仲裁和打印员可以。请换人。</source>
        <translation>Chief judge, supervisor, arbiter and certificate clerk may see them. Switch person.</translation>
    </message>
    <message>
        <source>换人 (F10)</source>
        <translation>Switch (F10)</translation>
    </message>
    <message>
        <source>{trade}还没有解密。</source>
        <translation>{trade} is not revealed yet.</translation>
    </message>
    <message>
        <source>锁定、解密以后，这里才有姓名和名次。</source>
        <translation>Names and places stand here after lock and reveal.</translation>
    </message>
    <message>
        <source>去复核</source>
        <translation>Go to recheck</translation>
    </message>
    <message>
        <source>未锁定 · 仅供核对</source>
        <translation>Not locked · for checking only</translation>
    </message>
    <message>
        <source>已解锁 · 仅供核对</source>
        <translation>Unlocked · for checking only</translation>
    </message>
    <message>
        <source>已锁定 · 还没有排名</source>
        <translation>Locked · not ranked yet</translation>
    </message>
    <message>
        <source>正式 · 待确认</source>
        <translation>Final · pending</translation>
    </message>
    <message>
        <source>正式 · 已确认</source>
        <translation>Final · confirmed</translation>
    </message>
    <message>
        <source>正式 · 已公示</source>
        <translation>Final · posted</translation>
    </message>
    <message>
        <source>旧的修订 · 只供查阅</source>
        <translation>Earlier revision · to read</translation>
    </message>
    <message>
        <source>修订 {number}</source>
        <translation>Revision {number}</translation>
    </message>
    <message>
        <source>{count} 人，{ranked} 人有名次</source>
        <translation>{count} entries, {ranked} placed</translation>
    </message>
    <message>
        <source>申诉 {appeals} 件 · 受理到 {time}</source>
        <translation>{appeals} appeals · until {time}</translation>
    </message>
    <message>
        <source>点一位选手看名次来由；各场成绩按计算值参加合成，表中最多显示 4 位小数。</source>
        <translation>Choose an entry to see how its place came about. Totals use exact scores; the list shows at most 4 decimals.</translation>
    </message>
    <message>
        <source>这是修订 {number} 当时的名次，之后又有修订；右栏按现在的成绩计算。</source>
        <translation>This is revision {number} as it was; later ones exist. The pane computes from today&apos;s marks.</translation>
    </message>
    <message>
        <source>还没有排名，不能公示。</source>
        <translation>Not ranked yet, so nothing to post.</translation>
    </message>
    <message>
        <source>张贴公示以后才受理申诉。</source>
        <translation>Appeals are taken in after posting.</translation>
    </message>
    <message>
        <source>去复核、锁定</source>
        <translation>Recheck and lock</translation>
    </message>
    <message>
        <source>去重新锁定</source>
        <translation>Lock again</translation>
    </message>
    <message>
        <source>排出名次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>确认名次与奖项</source>
        <translation>Confirm places</translation>
    </message>
    <message>
        <source>张贴公示</source>
        <translation>Post the list</translation>
    </message>
    <message>
        <source>去打证书</source>
        <translation>To certificates</translation>
    </message>
    <message>
        <source>重新排名</source>
        <translation>Rank again</translation>
    </message>
    <message>
        <source>这是旧的修订，请先选回最新的。</source>
        <translation>This is an earlier revision; choose the newest first.</translation>
    </message>
    <message>
        <source>还差 {count} 处裁定</source>
        <translation>{count} ruling(s) missing</translation>
    </message>
    <message>
        <source>成绩汇总表</source>
        <translation>Result list</translation>
    </message>
    <message>
        <source>公示表</source>
        <translation>Public notice</translation>
    </message>
    <message>
        <source>按现在的成绩和规则计算</source>
        <translation>Computed from today&apos;s marks and rules</translation>
    </message>
    <message>
        <source>比较…</source>
        <translation>Compare…</translation>
    </message>
    <message>
        <source>与前一次修订比较</source>
        <translation>Compare with the revision before</translation>
    </message>
    <message>
        <source>哪一份名单</source>
        <translation>Which list</translation>
    </message>
    <message>
        <source>去更正</source>
        <translation>Correct the item</translation>
    </message>
    <message>
        <source>{trade} 申诉表 {entry}</source>
        <translation>{trade} appeal {entry}</translation>
    </message>
    <message>
        <source>打印更正公示</source>
        <translation>Print amendment</translation>
    </message>
    <message>
        <source>更正公示</source>
        <translation>Notice of amendment</translation>
    </message>
    <message>
        <source>申诉还剩 {hours}:{minutes:02d}</source>
        <translation>{hours}:{minutes:02d} left to appeal</translation>
    </message>
    <message>
        <source>{count} 件申诉待处理</source>
        <translation>{count} appeals to answer</translation>
    </message>
</context>
<context>
    <name>ResultsSide</name>
    <message>
        <source>来由</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>分布</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>申诉与裁定</source>
        <translation>Appeals</translation>
    </message>
    <message>
        <source>看什么</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>名次的来由</source>
        <translation>How the place came about</translation>
    </message>
    <message>
        <source>总成绩分布</source>
        <translation>Spread of totals</translation>
    </message>
    <message>
        <source>{count} 人有名次：最高 {high}，中间 {middle}，最低 {low}。三角是左边选中的人。</source>
        <translation>{count} placed: highest {high}, middle {middle}, lowest {low}. The triangle is the entry in hand.</translation>
    </message>
    <message>
        <source>裁定&#x3000;{who}&#x3000;{time}</source>
        <translation>Ruling&#x3000;{who}&#x3000;{time}</translation>
    </message>
    <message>
        <source>没有申诉，也没有裁定。</source>
        <translation>No appeals and no rulings.</translation>
    </message>
    <message>
        <source>申诉与裁定 {count}</source>
        <translation>Appeals {count}</translation>
    </message>
    <message>
        <source>名次先后：{order}。理由：{reason}</source>
        <translation>Order: {order}. Reason: {reason}</translation>
    </message>
    <message>
        <source>并列者都进上一等</source>
        <translation>those tied all go up</translation>
    </message>
    <message>
        <source>按同分规则分出先后</source>
        <translation>the tie-breaks decide</translation>
    </message>
    <message>
        <source>并列者都进上一等，下一等减少名额</source>
        <translation>those tied all go up, the class below shrinks</translation>
    </message>
    <message>
        <source>“{award}”边界：{decision}。理由：{reason}</source>
        <translation>Edge of “{award}”: {decision}. Reason: {reason}</translation>
    </message>
    <message>
        <source>加试成绩：{scores}。理由：{reason}</source>
        <translation>Extra round: {scores}. Reason: {reason}</translation>
    </message>
    <message>
        <source>看例子</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>裁定（已撤回）&#x3000;{who}&#x3000;{time}</source>
        <translation>Ruling (taken back)  {who}  {time}</translation>
    </message>
    <message>
        <source>撤回裁定&#x3000;{who}&#x3000;{time}</source>
        <translation>Ruling taken back  {who}  {time}</translation>
    </message>
    <message>
        <source>裁定撤回</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>{ranking}：{text}</source>
        <translation>{ranking}: {text}</translation>
    </message>
</context>
<context>
    <name>ResultsVerbs</name>
    <message>
        <source>请裁判长排出名次</source>
        <translation>The chief judge ranks</translation>
    </message>
    <message>
        <source>按现在的成绩和裁定排出新的一次修订。</source>
        <translation>Makes the next revision from today&apos;s marks and rulings.</translation>
    </message>
    <message>
        <source>排出名次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>名次已排出。</source>
        <translation>Ranked.</translation>
    </message>
    <message>
        <source>请裁判长签下裁定</source>
        <translation>The chief judge signs the ruling</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>签下裁定</source>
        <translation>Sign the ruling</translation>
    </message>
    <message>
        <source>裁定已写下，名单已更新。</source>
        <translation>The ruling is written; the list is up to date.</translation>
    </message>
    <message>
        <source>{award}&#x3000;{count} 人</source>
        <translation>{award}&#x3000;{count}</translation>
    </message>
    <message>
        <source>确认{trade}的名次与奖项？</source>
        <translation>Confirm places and awards of {trade}?</translation>
    </message>
    <message>
        <source>确认后裁定不能再改；要改只能走申诉或解锁，会成为新的修订。</source>
        <translation>After that rulings stand; changes go through an appeal or unlocking and become a new revision.</translation>
    </message>
    <message>
        <source>确认名次与奖项</source>
        <translation>Confirm places</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>名次与奖项已确认，可以打印证书。</source>
        <translation>Places and awards are confirmed; certificates may be printed.</translation>
    </message>
    <message>
        <source>开始公示</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>已开始公示，申诉时限开始计算。</source>
        <translation>Posted; the time for appeals runs.</translation>
    </message>
    <message>
        <source>撤回这条裁定？</source>
        <translation>Take this ruling back?</translation>
    </message>
    <message>
        <source>撤回裁定</source>
        <translation>Take ruling back</translation>
    </message>
    <message>
        <source>裁定有误</source>
        <translation>The ruling was wrong</translation>
    </message>
    <message>
        <source>有了新的依据</source>
        <translation>There is new evidence</translation>
    </message>
    <message>
        <source>请裁判长撤回裁定</source>
        <translation>The chief judge takes the ruling back</translation>
    </message>
    <message>
        <source>裁定已撤回，名单已更新。</source>
        <translation>Ruling taken back; the list is up to date.</translation>
    </message>
    <message>
        <source>裁定和撤回都留在记录里；它答复的问题要重新裁定，名单随即更新。</source>
        <translation>The ruling and its withdrawal both stay in the record; what it answered has to be ruled again, and the list is renewed at once.</translation>
    </message>
    <message>
        <source>从现在起受理申诉，到 {until} 为止（{hours} 小时）。时限开始以后停不下来；先把公示表贴出去。</source>
        <translation>From now on appeals are taken in, until {until} ({hours} hours). Once it runs the time cannot be stopped: put the notice up first.</translation>
    </message>
    <message>
        <source>公示{trade}的名次？</source>
        <translation>Post the places of {trade}?</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>尚未登记人员</source>
        <translation>nobody registered yet</translation>
    </message>
</context>
<context>
    <name>RosterFiles</name>
    <message>
        <source>选择报名表</source>
        <translation>Choose a roster</translation>
    </message>
    <message>
        <source>表格 ({patterns})</source>
        <translation>Tables ({patterns})</translation>
    </message>
    <message>
        <source>剪贴板</source>
        <translation>Clipboard</translation>
    </message>
    <message>
        <source>剪贴板是空的。先在 Excel 或 WPS 里复制带表头的几行。</source>
        <translation>The clipboard is empty. Copy some rows with their header in Excel or WPS first.</translation>
    </message>
    <message>
        <source>报名表.xlsx</source>
        <translation>registration.xlsx</translation>
    </message>
    <message>
        <source>下载报名表模板</source>
        <translation>Save the registration template</translation>
    </message>
    <message>
        <source>模板已写到 {path}</source>
        <translation>The template is at {path}</translation>
    </message>
</context>
<context>
    <name>RosterFoot</name>
    <message>
        <source>下载模板</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>封闭名单</source>
        <translation>Close the list</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>审核通过</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>都不选</source>
        <translation>Choose none</translation>
    </message>
    <message>
        <source>都不选（Esc）</source>
        <translation>Choose none (Esc)</translation>
    </message>
    <message>
        <source>已选 {count} 份，其中 {hidden} 份不在所列中</source>
        <translation>{count} chosen, {hidden} of them not listed</translation>
    </message>
    <message>
        <source>已选 {count} 份</source>
        <translation>{count} chosen</translation>
    </message>
    <message>
        <source>没有多选，只对 {entry}</source>
        <translation>Only {entry}</translation>
    </message>
</context>
<context>
    <name>RosterImportDialog</name>
    <message>
        <source>导入 {name}</source>
        <translation>Import {name}</translation>
    </message>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>只看有问题的行</source>
        <translation>Only rows with problems</translation>
    </message>
    <message>
        <source>红格可以在这里改：双击或 F2；原文件不动</source>
        <translation>Red cells can be edited here: double click or F2; the file stays as it is</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>{name}：还不能导入</source>
        <translation>{name}: cannot be imported yet</translation>
    </message>
    <message>
        <source>先在“列对应”里说明哪一列是什么。</source>
        <translation>Say under “Columns” first which column is what.</translation>
    </message>
    <message>
        <source>{name}，{read} 行：{good} 可导入，{odd} 警告，{bad} 不能导入</source>
        <translation>{name}, {read} rows: {good} ready, {odd} with warnings, {bad} refused</translation>
    </message>
    <message>
        <source>；{count} 行已经登记</source>
        <translation>; {count} rows are registered already</translation>
    </message>
    <message>
        <source>可导入 {count}</source>
        <translation>Ready {count}</translation>
    </message>
    <message>
        <source>警告 {count}</source>
        <translation>Warnings {count}</translation>
    </message>
    <message>
        <source>不能导入 {count}</source>
        <translation>Refused {count}</translation>
    </message>
    <message>
        <source>另存 {count} 行不能导入的…</source>
        <translation>Save the {count} refused rows…</translation>
    </message>
    <message>
        <source>更新 {count} 行已登记但内容有变化的</source>
        <translation>Update {count} registered rows that changed</translation>
    </message>
    <message>
        <source>导入 {count} 行</source>
        <translation>Import {count} rows</translation>
    </message>
    <message>
        <source>没有可以导入的新行。</source>
        <translation>There are no new rows to import.</translation>
    </message>
    <message>
        <source>这一行没有问题。</source>
        <translation>This row has no problem.</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>第一行内容</source>
        <translation>First row</translation>
    </message>
    <message>
        <source>用作</source>
        <translation>Used as</translation>
    </message>
    <message>
        <source>{letter} 列用作</source>
        <translation>Column {letter} is used as</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>未导入的名单.xlsx</source>
        <translation>refused-rows.xlsx</translation>
    </message>
    <message>
        <source>另存不能导入的行</source>
        <translation>Save the refused rows</translation>
    </message>
    <message>
        <source>已把 {count} 行写到 {path}</source>
        <translation>{count} rows written to {path}</translation>
    </message>
    <message>
        <source>现在看的是：{name}</source>
        <translation>In hand: {name}</translation>
    </message>
    <message>
        <source>1&#x3000;文件或粘贴</source>
        <translation>1  File or paste</translation>
    </message>
    <message>
        <source>2&#x3000;列对应</source>
        <translation>2  Columns</translation>
    </message>
    <message>
        <source>3&#x3000;检查结果</source>
        <translation>3  Check</translation>
    </message>
    <message>
        <source>导入的三步</source>
        <translation>The three steps of the import</translation>
    </message>
    <message>
        <source>这种表以前对应过，沿用了上次的选择。</source>
        <translation>A file laid out like this was matched before; its columns are used again.</translation>
    </message>
    <message>
        <source>按表头重新认</source>
        <translation>Go by the headers</translation>
    </message>
    <message>
        <source>换一个文件…</source>
        <translation>Another file…</translation>
    </message>
    <message>
        <source>改用粘贴</source>
        <translation>Paste instead</translation>
    </message>
    <message>
        <source>Excel、WPS、CSV 都可以。粘贴时在表格软件里连表头一起复制。</source>
        <translation>Excel, WPS or CSV. To paste, copy the rows together with their header.</translation>
    </message>
    <message>
        <source>多出来的列、空格、全角数字、老的 15 位身份证号都能认；合并的标题行会跳过。</source>
        <translation>Further columns, spaces, full-width digits and old 15-digit numbers are understood; title rows are skipped.</translation>
    </message>
    <message>
        <source>身份证号一列要设成“文本”，不然表格软件会把后三位变成 000。</source>
        <translation>Set the column of identity numbers to Text, or the spreadsheet turns the last three digits into 000.</translation>
    </message>
    <message>
        <source>正在看这份表…</source>
        <translation>Looking at the rows…</translation>
    </message>
    <message>
        <source>正在导入…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>看两人</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>去第 {row} 行</source>
        <translation>Go to row {row}</translation>
    </message>
    <message>
        <source>不能导入，原因写在上面。</source>
        <translation>Cannot be imported; the reason stands above.</translation>
    </message>
</context>
<context>
    <name>RosterList</name>
    <message>
        <source>报名名单</source>
        <translation>List of entries</translation>
    </message>
    <message>
        <source>没有符合条件的报名。</source>
        <translation>No entry matches.</translation>
    </message>
    <message>
        <source>显示全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>姓名、首字母、参赛号、单位</source>
        <translation>Name, initials, entry no., employer</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>待审</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>有问题</source>
        <translation>Trouble</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>filter</translation>
    </message>
    <message>
        <source>待审 {count}</source>
        <translation>Undecided {count}</translation>
    </message>
    <message>
        <source>有问题 {count}</source>
        <translation>Problems {count}</translation>
    </message>
    <message>
        <source>全部 {count}</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>全部工种</source>
        <translation>All trades</translation>
    </message>
    <message>
        <source>{trade}（已封闭）</source>
        <translation>{trade} (closed)</translation>
    </message>
</context>
<context>
    <name>RoundBars</name>
    <message>
        <source>{name}&#x3000;{agreed} / {sheets} 份两遍一致</source>
        <translation>{name}&#x3000;{agreed} / {sheets} agreed</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>打开</source>
        <translation>On</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Folder…</translation>
    </message>
    <message>
        <source>选第 {number} 个文件夹</source>
        <translation>Choose folder {number}</translation>
    </message>
    <message>
        <source>不再用</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>不再用第 {number} 个文件夹</source>
        <translation>Drop folder {number}</translation>
    </message>
    <message>
        <source>还没有选</source>
        <translation>Not chosen yet</translation>
    </message>
    <message>
        <source>先选上面一个</source>
        <translation>Choose the one above first</translation>
    </message>
    <message>
        <source>备份放到哪里</source>
        <translation>Where backups go</translation>
    </message>
</context>
<context>
    <name>RowsField</name>
    <message>
        <source>加一行</source>
        <translation>Add a line</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>删去这一行</source>
        <translation>Take this line away</translation>
    </message>
    <message>
        <source>这一节现在不能改。</source>
        <translation>This section cannot be changed now.</translation>
    </message>
</context>
<context>
    <name>RulesSection</name>
    <message>
        <source>权重与规则</source>
        <translation>Weights and rules</translation>
    </message>
    <message>
        <source>{trades}的奖项</source>
        <translation>awards of {trades}</translation>
    </message>
    <message>
        <source>起草新版本</source>
        <translation>Draft a new version</translation>
    </message>
    <message>
        <source>以下规则用于</source>
        <translation>These rules are for</translation>
    </message>
    <message>
        <source>所有工种</source>
        <translation>All trades</translation>
    </message>
    <message>
        <source>{trades}有自己的规定，不跟着变</source>
        <translation>{trades} have rules of their own and do not follow</translation>
    </message>
    <message>
        <source>与所有工种不同的有 {count} 项</source>
        <translation>{count} rules differ from all trades</translation>
    </message>
    <message>
        <source>与所有工种相同</source>
        <translation>The same as all trades</translation>
    </message>
    <message>
        <source>正在起草一个工种的新版本，先存入或放弃。</source>
        <translation>A new version of one trade is being drafted; store or drop it first.</translation>
    </message>
    <message>
        <source>全部录两遍</source>
        <translation>All sheets twice</translation>
    </message>
    <message>
        <source>抽一部分录两遍</source>
        <translation>Some sheets twice</translation>
    </message>
    <message>
        <source>只录一遍</source>
        <translation>Once</translation>
    </message>
    <message>
        <source>录入遍数</source>
        <translation>Keying passes</translation>
    </message>
    <message>
        <source>抽录的比例 %</source>
        <translation>Share keyed twice, %</translation>
    </message>
    <message>
        <source>不加密</source>
        <translation>No codes</translation>
    </message>
    <message>
        <source>检录、加密和录分</source>
        <translation>Check-in, codes and keying</translation>
    </message>
    <message>
        <source>迟到几分钟取消</source>
        <translation>Late limit, minutes</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>抽工位、编密号</source>
        <translation>Stations and blind codes</translation>
    </message>
    <message>
        <source>加密层数</source>
        <translation>Layers of codes</translation>
    </message>
    <message>
        <source>同一代表队</source>
        <translation>Same delegation</translation>
    </message>
    <message>
        <source>工位分开</source>
        <translation>Stations apart</translation>
    </message>
    <message>
        <source>其他裁判的分</source>
        <translation>Other judges&apos; marks</translation>
    </message>
    <message>
        <source>全组录完才显示</source>
        <translation>Hidden until all have marked</translation>
    </message>
    <message>
        <source>一人报几个工种</source>
        <translation>Several trades a person</translation>
    </message>
    <message>
        <source>允许</source>
        <translation>Allowed</translation>
    </message>
    <message>
        <source>抽录要在 0 和 100 % 之间，没有存入。</source>
        <translation>The share must lie between 0 and 100 %. Not stored.</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>锁定前抽核</source>
        <translation>Sample before the lock</translation>
    </message>
    <message>
        <source>前多少 % 全部核</source>
        <translation>Top %, all of them</translation>
    </message>
    <message>
        <source>其余抽多少 %</source>
        <translation>Of the rest, %</translation>
    </message>
    <message>
        <source>错误率超过 % 全部重核</source>
        <translation>Errors above % recheck all</translation>
    </message>
    <message>
        <source>申诉</source>
        <translation>Appeals</translation>
    </message>
    <message>
        <source>公示后几小时内受理</source>
        <translation>Hours to appeal after posting</translation>
    </message>
    <message>
        <source>几小时内答复</source>
        <translation>Hours to answer</translation>
    </message>
</context>
<context>
    <name>SafetyCard</name>
    <message>
        <source>数据安全</source>
        <translation>Safety of the data</translation>
    </message>
    <message>
        <source>马上备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>还没有备份。</source>
        <translation>No backup yet.</translation>
    </message>
    <message>
        <source>超过 30 分钟没有备份。</source>
        <translation>No backup for more than 30 minutes.</translation>
    </message>
    <message>
        <source>硬盘快满了，请清理。</source>
        <translation>The disk is nearly full; free some space.</translation>
    </message>
    <message>
        <source>要注意</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>{at}&#x3000;{folder}{behind}{gone}</source>
        <translation>{at}  {folder}{behind}{gone}</translation>
    </message>
    <message>
        <source>&#x3000;之后 {count} 条</source>
        <translation>  {count} entries since</translation>
    </message>
    <message>
        <source>&#x3000;（现在不在）</source>
        <translation>  (not there now)</translation>
    </message>
    <message>
        <source>文件&#x3000;{path}</source>
        <translation>File  {path}</translation>
    </message>
    <message>
        <source>大小&#x3000;{size} MB&#x3000;硬盘剩 {free} GB</source>
        <translation>Size  {size} MB   {free} GB left on the disk</translation>
    </message>
    <message>
        <source>时钟&#x3000;{state}</source>
        <translation>Clock  {state}</translation>
    </message>
    <message>
        <source>要校对</source>
        <translation>to be set</translation>
    </message>
    <message>
        <source>时间已校准…</source>
        <translation>Time set…</translation>
    </message>
    <message>
        <source>恢复到…</source>
        <translation>Restore to…</translation>
    </message>
    <message>
        <source>用一份备份另做一份新文件，现在的文件和备份都不动</source>
        <translation>Makes a new file from a backup; this file and the backup stay as they are</translation>
    </message>
    <message>
        <source>没有备份。先在本机设置里选备份位置；有备份钥匙的，插上U盘就行。</source>
        <translation>No backup. Choose a place in the settings of this computer; with a backup key, plug in a stick.</translation>
    </message>
</context>
<context>
    <name>SafetyLines</name>
    <message>
        <source>本机自动保存</source>
        <translation>Saved here</translation>
    </message>
    <message>
        <source>U盘备份</source>
        <translation>Backup stick</translation>
    </message>
    <message>
        <source>还没有备份</source>
        <translation>no backup yet</translation>
    </message>
    <message>
        <source>U盘“{name}”</source>
        <translation>Stick “{name}”</translation>
    </message>
    <message>
        <source>操作记录校验</source>
        <translation>Record checked</translation>
    </message>
    <message>
        <source>有断点</source>
        <translation>broken</translation>
    </message>
    <message>
        <source>{count} 条无断点</source>
        <translation>{count} entries, unbroken</translation>
    </message>
    <message>
        <source>签名钥匙</source>
        <translation>Signing key</translation>
    </message>
    <message>
        <source>不在位</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>在位</source>
        <translation>present</translation>
    </message>
    <message>
        <source>在位 · 至 {until}</source>
        <translation>present · until {until}</translation>
    </message>
    <message>
        <source>密号表</source>
        <translation>Table of codes</translation>
    </message>
    <message>
        <source>钥匙不全，用纸质表</source>
        <translation>a share is lost, use the paper</translation>
    </message>
    <message>
        <source>未加密，要口令短语</source>
        <translation>plain, needs passphrases</translation>
    </message>
    <message>
        <source>加密</source>
        <translation>encrypted</translation>
    </message>
    <message>
        <source>打开时没有通过</source>
        <translation>failed on opening</translation>
    </message>
    <message>
        <source>只看，不写入</source>
        <translation>to look at only</translation>
    </message>
</context>
<context>
    <name>ScanCard</name>
    <message>
        <source>证件相符</source>
        <translation>Papers agree</translation>
    </message>
    <message>
        <source>照片和本人相符</source>
        <translation>Picture and person agree</translation>
    </message>
    <message>
        <source>有问题…</source>
        <translation>Trouble…</translation>
    </message>
    <message>
        <source>两样都相符，登记</source>
        <translation>Both agree: check in</translation>
    </message>
    <message>
        <source>没有登记</source>
        <translation>Not noted</translation>
    </message>
    <message>
        <source>工位 {station}</source>
        <translation>Station {station}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Scheme</name>
    <message>
        <source>新增</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>改动</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Moved</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>kind</translation>
    </message>
    <message>
        <source>配分</source>
        <translation>marks</translation>
    </message>
    <message>
        <source>最低分</source>
        <translation>minimum</translation>
    </message>
    <message>
        <source>间隔</source>
        <translation>step</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>weight</translation>
    </message>
    <message>
        <source>合格线</source>
        <translation>pass line</translation>
    </message>
    <message>
        <source>小数位</source>
        <translation>decimals</translation>
    </message>
    <message>
        <source>取整</source>
        <translation>rounding</translation>
    </message>
    <message>
        <source>附加</source>
        <translation>bonus</translation>
    </message>
    <message>
        <source>裁判数</source>
        <translation>judges</translation>
    </message>
    <message>
        <source>去最高</source>
        <translation>highest dropped</translation>
    </message>
    <message>
        <source>去最低</source>
        <translation>lowest dropped</translation>
    </message>
    <message>
        <source>取分</source>
        <translation>average</translation>
    </message>
    <message>
        <source>不去分人数</source>
        <translation>too few to drop</translation>
    </message>
    <message>
        <source>极差上限</source>
        <translation>largest spread</translation>
    </message>
    <message>
        <source>等级说明</source>
        <translation>level texts</translation>
    </message>
    <message>
        <source>标准值</source>
        <translation>nominal</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>unit</translation>
    </message>
    <message>
        <source>公差表</source>
        <translation>tolerance bands</translation>
    </message>
    <message>
        <source>是否</source>
        <translation>yes or no</translation>
    </message>
    <message>
        <source>每次分值</source>
        <translation>points each</translation>
    </message>
    <message>
        <source>扣分目录</source>
        <translation>catalogue</translation>
    </message>
    <message>
        <source>限时</source>
        <translation>time limit</translation>
    </message>
    <message>
        <source>计时单位</source>
        <translation>time unit</translation>
    </message>
    <message>
        <source>扣分上限</source>
        <translation>cap</translation>
    </message>
    <message>
        <source>停止时间</source>
        <translation>hard stop</translation>
    </message>
    <message>
        <source>停止处理</source>
        <translation>on stop</translation>
    </message>
    <message>
        <source>系数</source>
        <translation>factor</translation>
    </message>
    <message>
        <source>前提</source>
        <translation>condition</translation>
    </message>
    <message>
        <source>评分点次序</source>
        <translation>order of aspects</translation>
    </message>
    <message>
        <source>评分说明</source>
        <translation>description</translation>
    </message>
    <message>
        <source>评分要求</source>
        <translation>requirement</translation>
    </message>
    <message>
        <source>标准章节</source>
        <translation>section</translation>
    </message>
    <message>
        <source>评分日</source>
        <translation>day of marking</translation>
    </message>
    <message>
        <source>同分规则</source>
        <translation>tie rules</translation>
    </message>
    <message>
        <source>奖项</source>
        <translation>awards</translation>
    </message>
    <message>
        <source>第 {number} 版</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
</context>
<context>
    <name>SchemeDialog</name>
    <message>
        <source>评分标准</source>
        <translation>Marking schemes</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>轮次和模块</source>
        <translation>Rounds and modules</translation>
    </message>
    <message>
        <source>满分</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>权重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>评分点</source>
        <translation>Aspects</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>评分</source>
        <translation>Marking</translation>
    </message>
    <message>
        <source>各版</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>各版：Enter 看它与现用版的不同</source>
        <translation>Versions: Enter shows what the one in force has otherwise</translation>
    </message>
    <message>
        <source>已有评分</source>
        <translation>marked</translation>
    </message>
    <message>
        <source>未评分</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>改动</source>
        <translation>What</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>不同之处</source>
        <translation>Differences</translation>
    </message>
    <message>
        <source>序号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>要改的地方</source>
        <translation>To be mended</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>导出 CIS 格式…</source>
        <translation>Export for CIS…</translation>
    </message>
    <message>
        <source>导入…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{trade}评分标准&#x3000;{version}</source>
        <translation>Scheme of {trade}, {version}</translation>
    </message>
    <message>
        <source>还没有工种。先在竞赛定义里加上工种。</source>
        <translation>There is no trade yet. Add one to the contest&apos;s definition first.</translation>
    </message>
    <message>
        <source>{count} 处加不到满分</source>
        <translation>{count} sums are off</translation>
    </message>
    <message>
        <source>各处加得到满分</source>
        <translation>All sums match</translation>
    </message>
    <message>
        <source>第 {old} 版 → 现用第 {new} 版：{count} 处不同</source>
        <translation>Version {old} → version {new} in force: {count} differences</translation>
    </message>
    <message>
        <source>{trade}评分标准{kind} 第{version}版.xlsx</source>
        <translation>{trade} marking scheme{kind} v{version}.xlsx</translation>
    </message>
    <message>
        <source>导出评分标准</source>
        <translation>Export the marking scheme</translation>
    </message>
    <message>
        <source>已导出到 {path}。</source>
        <translation>Exported to {path}. </translation>
    </message>
    <message>
        <source>CIS 格式写不全 {count} 个评分点的规则，只写了分值和说明。</source>
        <translation>CIS has no words for the rules of {count} aspects; only their marks and descriptions were written.</translation>
    </message>
    <message>
        <source>导入评分标准</source>
        <translation>Import a marking scheme</translation>
    </message>
    <message>
        <source>正在读 {name}…</source>
        <translation>Reading {name}…</translation>
    </message>
    <message>
        <source>{name}：不能导入，什么也没有改变</source>
        <translation>{name}: cannot be imported; nothing was changed</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>先按列出的各处改好文件。</source>
        <translation>Mend the file as listed first.</translation>
    </message>
    <message>
        <source>{name}：{count} 处不同，还没有保存</source>
        <translation>{name}: {count} differences, not stored yet</translation>
    </message>
    <message>
        <source>用不上的 {count} 个评分作废，相应格子重新录入（原来的分保留可查）</source>
        <translation>Set {count} marks without a place aside; their cells are keyed anew (the old marks stay readable)</translation>
    </message>
    <message>
        <source>存为第 {version} 版</source>
        <translation>Store as version {version}</translation>
    </message>
    <message>
        <source>这个工种已经锁定，先由裁判长和监督解锁。</source>
        <translation>This trade is locked; the chief judge and the supervisor unlock it first.</translation>
    </message>
    <message>
        <source>有 {count} 处加不到满分，先改好文件。</source>
        <translation>{count} sums are off; mend the file first.</translation>
    </message>
    <message>
        <source>与现用版完全相同。</source>
        <translation>The same as the version in force.</translation>
    </message>
    <message>
        <source>先说明用不上的评分怎么办。</source>
        <translation>Say first what becomes of the marks without a place.</translation>
    </message>
    <message>
        <source>改{trade}的评分标准要有权的人来做</source>
        <translation>The scheme of {trade} is changed by somebody with the right to</translation>
    </message>
    <message>
        <source>存为新版</source>
        <translation>Store as a new version</translation>
    </message>
    <message>
        <source>旧版留着可查，成绩按新版重新计算；{count} 份评分表退回补录。</source>
        <translation>The old version stays readable and all scores are computed by the new one; {count} sheets go back to be completed.</translation>
    </message>
    <message>
        <source>{trade}评分标准现为第 {version} 版，退回 {count} 份评分表。</source>
        <translation>The scheme of {trade} is version {version} now; {count} sheets went back.</translation>
    </message>
    <message>
        <source>看例子</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>草稿</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>还没有评分标准。</source>
        <translation>There is no scheme yet.</translation>
    </message>
    <message>
        <source>正在存…</source>
        <translation>Storing…</translation>
    </message>
</context>
<context>
    <name>SchemeModel</name>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>配分</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>怎样给分</source>
        <translation>How it is marked</translation>
    </message>
    <message>
        <source>模块</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>评分项</source>
        <translation>Criterion</translation>
    </message>
    <message>
        <source>各点合计 {found}，应为 {wanted}</source>
        <translation>Adds up to {found} of {wanted}</translation>
    </message>
</context>
<context>
    <name>SchemeReasonDialog</name>
    <message>
        <source>图纸或样件更正</source>
        <translation>Drawing or sample corrected</translation>
    </message>
    <message>
        <source>评分标准有误</source>
        <translation>Mistake in the scheme</translation>
    </message>
    <message>
        <source>裁判组会议决定</source>
        <translation>Decision of the panel&apos;s meeting</translation>
    </message>
    <message>
        <source>{trade}已经开始评分，改成第 {version} 版评分标准？</source>
        <translation>Marking of {trade} has begun: change to version {version} of its scheme?</translation>
    </message>
    <message>
        <source>改成第 {version} 版</source>
        <translation>Change to version {version}</translation>
    </message>
</context>
<context>
    <name>SchemeSection</name>
    <message>
        <source>评分标准</source>
        <translation>Marking scheme</translation>
    </message>
    <message>
        <source>{trade}加不到满分</source>
        <translation>{trade} does not add up</translation>
    </message>
    <message>
        <source>{trade}的评分标准</source>
        <translation>scheme of {trade}</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>还没有评分标准。</source>
        <translation>There is no scheme yet.</translation>
    </message>
    <message>
        <source>在 Excel 里连表头一起复制，回来粘贴；或者从一个空模块写起。没有评分标准的轮次只录一个总分。</source>
        <translation>Copy it in Excel with its headings and paste it here, or begin with an empty module. A round without a scheme takes one score.</translation>
    </message>
    <message>
        <source>从 Excel 粘贴</source>
        <translation>Paste from Excel</translation>
    </message>
    <message>
        <source>用焊工样例</source>
        <translation>Use the welding sample</translation>
    </message>
    <message>
        <source>加一个模块</source>
        <translation>Add a module</translation>
    </message>
    <message>
        <source>加模块</source>
        <translation>Add module</translation>
    </message>
    <message>
        <source>加评分项</source>
        <translation>Add criterion</translation>
    </message>
    <message>
        <source>加评分点</source>
        <translation>Add aspect</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>看例子</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>版本、导入、导出…</source>
        <translation>Versions and files…</translation>
    </message>
    <message>
        <source>起草新版本</source>
        <translation>Draft a new version</translation>
    </message>
    <message>
        <source>已分配 {found} / {wanted}</source>
        <translation>Allotted {found} / {wanted}</translation>
    </message>
    <message>
        <source>{where}还差 {points}</source>
        <translation>{where}: {points} short</translation>
    </message>
    <message>
        <source>{where}多出 {points}</source>
        <translation>{where}: {points} over</translation>
    </message>
    <message>
        <source>加一行</source>
        <translation>Add a line</translation>
    </message>
    <message>
        <source>改层次</source>
        <translation>Change level</translation>
    </message>
    <message>
        <source>这一行不能再缩进了。</source>
        <translation>This line cannot go further in.</translation>
    </message>
    <message>
        <source>这一行不能再退出了。</source>
        <translation>This line cannot go further out.</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>删去 {name}</source>
        <translation>Delete {name}</translation>
    </message>
    <message>
        <source>已删去“{name}”</source>
        <translation>“{name}” deleted</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>改类型</source>
        <translation>Change the kind</translation>
    </message>
    <message>
        <source>改 {name}</source>
        <translation>Edit {name}</translation>
    </message>
    <message>
        <source>编号“{id}”已经有了，没有存入。</source>
        <translation>There is an id “{id}” already. Not stored.</translation>
    </message>
    <message>
        <source>粘贴评分标准</source>
        <translation>Paste a scheme</translation>
    </message>
    <message>
        <source>怎样给分</source>
        <translation>How it is marked</translation>
    </message>
</context>
<context>
    <name>SchemeTree</name>
    <message>
        <source>评分标准</source>
        <translation>Marking scheme</translation>
    </message>
    <message>
        <source>评分项</source>
        <translation>Sub-criterion</translation>
    </message>
</context>
<context>
    <name>SchemeWords</name>
    <message>
        <source>给分</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>打分</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Judged</translation>
    </message>
    <message>
        <source>测量</source>
        <translation>Measured</translation>
    </message>
    <message>
        <source>计数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>扣分</source>
        <translation>Deduction</translation>
    </message>
    <message>
        <source>用时</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>平均</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>中位</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Sum</translation>
    </message>
    <message>
        <source>只扣分</source>
        <translation>Points only</translation>
    </message>
    <message>
        <source>本评分点归零</source>
        <translation>Aspect to 0</translation>
    </message>
    <message>
        <source>本模块归零</source>
        <translation>Module to 0</translation>
    </message>
    <message>
        <source>整轮归零</source>
        <translation>Round to 0</translation>
    </message>
    <message>
        <source>取消资格</source>
        <translation>Disqualified</translation>
    </message>
    <message>
        <source>整轮零分</source>
        <translation>Round is 0</translation>
    </message>
    <message>
        <source>照评</source>
        <translation>Marked as it is</translation>
    </message>
    <message>
        <source>{count} 人，间隔 {step}</source>
        <translation>{count} judges, step {step}</translation>
    </message>
    <message>
        <source>，去 {high} 高 {low} 低</source>
        <translation>, drop {high} high {low} low</translation>
    </message>
    <message>
        <source>{count} 人，{levels} 级</source>
        <translation>{count} judges, {levels} levels</translation>
    </message>
    <message>
        <source>合格给满分</source>
        <translation>Full when met</translation>
    </message>
    <message>
        <source>{nominal}±{within} {unit}，{count} 档</source>
        <translation>{nominal}±{within} {unit}, {count} bands</translation>
    </message>
    <message>
        <source>每个 {points} 分</source>
        <translation>{points} points each</translation>
    </message>
    <message>
        <source>扣分目录 {count} 项</source>
        <translation>Catalogue of {count}</translation>
    </message>
    <message>
        <source>{limit} 分钟，超 {unit} 秒扣 {points}</source>
        <translation>{limit} min, −{points} per {unit} s over</translation>
    </message>
    <message>
        <source>一个分值</source>
        <translation>One value</translation>
    </message>
    <message>
        <source>一个分值，间隔 {step}</source>
        <translation>One value, step {step}</translation>
    </message>
</context>
<context>
    <name>ScoreImportDialog</name>
    <message>
        <source>不用</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Entry number</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>姓名（只核对）</source>
        <translation>Name (check only)</translation>
    </message>
    <message>
        <source>成绩</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>分项（相加）</source>
        <translation>Part (added up)</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>导入 {name}</source>
        <translation>Import {name}</translation>
    </message>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>要导入的行</source>
        <translation>Lines to import</translation>
    </message>
    <message>
        <source>只看不能导入的行</source>
        <translation>Only lines that cannot be imported</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>可以导入</source>
        <translation>Can be imported</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>参赛号或证件号</source>
        <translation>Entry or ID number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>导入到</source>
        <translation>Goes to</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>{name}，{all} 行：{good} 可导入，{bad} 不能导入</source>
        <translation>{name}, {all} lines: {good} can be imported, {bad} cannot</translation>
    </message>
    <message>
        <source>{name}：还不能导入</source>
        <translation>{name}: cannot be imported yet</translation>
    </message>
    <message>
        <source>导入 {count} 人</source>
        <translation>Import {count}</translation>
    </message>
    <message>
        <source>{letter} 列用作</source>
        <translation>Column {letter} is</translation>
    </message>
    <message>
        <source>右边还有 {count} 列，没有用。</source>
        <translation>{count} more columns to the right are not used.</translation>
    </message>
    <message>
        <source>卷号</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>正在看这份表…</source>
        <translation>Looking at the rows…</translation>
    </message>
    <message>
        <source>成绩（只核对）</source>
        <translation>Score (checked only)</translation>
    </message>
    <message>
        <source>正在导入…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>没有可以导入的行。</source>
        <translation>There is no row to import.</translation>
    </message>
    <message>
        <source>不能导入，原因写在上面。</source>
        <translation>Cannot be imported; the reason stands above.</translation>
    </message>
</context>
<context>
    <name>ScoringPage</name>
    <message>
        <source>去抽签</source>
        <translation>Go to the draw</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>用时…</source>
        <translation>Time used…</translation>
    </message>
    <message>
        <source>退回…</source>
        <translation>Give back…</translation>
    </message>
    <message>
        <source>实操评分</source>
        <translation>Practical marks</translation>
    </message>
    <message>
        <source>第 {number} 场</source>
        <translation>Sitting {number}</translation>
    </message>
    <message>
        <source>按列走，改按行</source>
        <translation>By judge; change to by line</translation>
    </message>
    <message>
        <source>按行走，改按列</source>
        <translation>By line; change to by judge</translation>
    </message>
    <message>
        <source>下一格</source>
        <translation>Next cell</translation>
    </message>
    <message>
        <source>缺评 · 回避</source>
        <translation>No mark, recused</translation>
    </message>
    <message>
        <source>下一份</source>
        <translation>Next sheet</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>上一格</source>
        <translation>Previous cell</translation>
    </message>
    <message>
        <source>字迹不清</source>
        <translation>Hard to read</translation>
    </message>
    <message>
        <source>清空这一格</source>
        <translation>Clear this cell</translation>
    </message>
    <message>
        <source>放弃正在键入的</source>
        <translation>Drop what is being typed</translation>
    </message>
    <message>
        <source>在格内修改</source>
        <translation>Edit inside the cell</translation>
    </message>
    <message>
        <source>上一份</source>
        <translation>Previous sheet</translation>
    </message>
    <message>
        <source>按密号打开</source>
        <translation>Open by code</translation>
    </message>
    <message>
        <source>极差复议</source>
        <translation>Decide on a spread</translation>
    </message>
    <message>
        <source>缺考、弃权、取消资格</source>
        <translation>Absent or withdrawn</translation>
    </message>
    <message>
        <source>提交这一份</source>
        <translation>Submit this sheet</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>连表头一起复制</source>
        <translation>Copy with headings</translation>
    </message>
    <message>
        <source>粘贴一块</source>
        <translation>Paste a block</translation>
    </message>
    <message>
        <source>去最高最低取平均</source>
        <translation>mean without highest and lowest</translation>
    </message>
    <message>
        <source>取平均</source>
        <translation>mean</translation>
    </message>
    <message>
        <source>还没有密号。</source>
        <translation>There are no codes yet.</translation>
    </message>
    <message>
        <source>{trade}抽签以后，评分表才会出现在这里。</source>
        <translation>The sheets of {trade} appear here after the draw.</translation>
    </message>
    <message>
        <source>第二遍要换人录 (F10)</source>
        <translation>The second keying needs another person (F10)</translation>
    </message>
    <message>
        <source>录分和提交由录分员做</source>
        <translation>Recorders key and submit</translation>
    </message>
    <message>
        <source>第二遍要换人录：{code} 的第一遍是{name}录的，这里只能看。</source>
        <translation>The second keying needs another person: {name} keyed {code} first and can only look here.</translation>
    </message>
    <message>
        <source>换人 F10</source>
        <translation>Switch person F10</translation>
    </message>
    <message>
        <source>{count} 格没有写进硬盘，请换U盘或检查磁盘。都留在这里，每 5 秒再试一次，先别离开这一页。</source>
        <translation>{count} cells are not on disk. Change the stick or check the disk. They are kept here and tried again every 5 seconds; stay on this page.</translation>
    </message>
    <message>
        <source>马上再试</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>刚才没写进硬盘的，现在都存好了。</source>
        <translation>What was not on disk is stored now.</translation>
    </message>
    <message>
        <source>还有 {count} 格没有存入，先改正再离开；不要了请按 Esc。</source>
        <translation>{count} cells are not stored. Correct them before you leave, or press Esc to drop them.</translation>
    </message>
    <message>
        <source>已改回 {count} 格</source>
        <translation>{count} cells put back</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>{place}：{old} 改回 {new}</source>
        <translation>{place}: {old} back to {new}</translation>
    </message>
    <message>
        <source>{code} 已提交，等另一位录分员录第二遍。</source>
        <translation>{code} is submitted and waits for another recorder&apos;s keying.</translation>
    </message>
    <message>
        <source>{code} 已提交，两遍有不一致的格，请看纸定下来。</source>
        <translation>{code} is submitted; some cells differ. Settle them from the paper.</translation>
    </message>
    <message>
        <source>{code} 已提交，两遍一致。</source>
        <translation>{code} is submitted; both keyings agree.</translation>
    </message>
    <message>
        <source>{code} 已提交。</source>
        <translation>{code} is submitted.</translation>
    </message>
    <message>
        <source>整份是{status}，不用提交</source>
        <translation>The whole sheet is marked {status}; nothing to submit</translation>
    </message>
    <message>
        <source>与选手是师徒或同班组</source>
        <translation>Master or workmate of the contestant</translation>
    </message>
    <message>
        <source>与选手有亲属关系</source>
        <translation>Related to the contestant</translation>
    </message>
    <message>
        <source>裁判中途离场</source>
        <translation>The judge had to leave</translation>
    </message>
    <message>
        <source>题目没有这一项</source>
        <translation>The task has no such item</translation>
    </message>
    <message>
        <source>设备故障，这一项没有做</source>
        <translation>Equipment failed, the item was not done</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>{code} 已签字锁定。要改请办理更正。</source>
        <translation>{code} is signed and locked. Request a correction to change it.</translation>
    </message>
    <message>
        <source>申请更正</source>
        <translation>Request a correction</translation>
    </message>
    <message>
        <source>核对纸面合计</source>
        <translation>Check the paper total</translation>
    </message>
    <message>
        <source>逐份、按评分点、总览</source>
        <translation>Sheets, by aspect, overview</translation>
    </message>
    <message>
        <source>先打开一份评分表</source>
        <translation>Open a score sheet first</translation>
    </message>
    <message>
        <source>{code} 已签字锁定，要改请办理更正</source>
        <translation>{code} is signed and locked; make a correction</translation>
    </message>
    <message>
        <source>{code} 还没有提交，直接改就行，不用退回</source>
        <translation>{code} is not submitted yet: just change it</translation>
    </message>
    <message>
        <source>整份是{status}，没有分数可更正</source>
        <translation>The whole sheet is {status}: no mark to correct</translation>
    </message>
    <message>
        <source>{code} 两遍还没有一致，直接改录的分，不用更正</source>
        <translation>{code} is not agreed yet: just change the marks</translation>
    </message>
</context>
<context>
    <name>ScoringViews</name>
    <message>
        <source>怎么看</source>
        <translation>View</translation>
    </message>
    <message>
        <source>逐份</source>
        <translation>Sheets</translation>
    </message>
    <message>
        <source>按评分点</source>
        <translation>By aspect</translation>
    </message>
    <message>
        <source>总览</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>打开 {code}</source>
        <translation>Open {code}</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not keyed</translation>
    </message>
    <message>
        <source>{code}：{old} 改回 {new}</source>
        <translation>{code}: {old} back to {new}</translation>
    </message>
</context>
<context>
    <name>SeatsCard</name>
    <message>
        <source>场次</source>
        <translation>Sitting</translation>
    </message>
    <message>
        <source>抽签结果：参赛号和工位</source>
        <translation>Draw: entry numbers and stations</translation>
    </message>
    <message>
        <source>显示下一个</source>
        <translation>Show the next</translation>
    </message>
    <message>
        <source>全部显示</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>改到第 {sitting} 场</source>
        <translation>To sitting {sitting}</translation>
    </message>
    <message>
        <source>工位 {station}</source>
        <translation>Station {station}</translation>
    </message>
    <message>
        <source>参赛号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>工位</source>
        <translation>Stations</translation>
    </message>
    <message>
        <source>密号</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>已封存，解密以前谁也看不到</source>
        <translation>Sealed: nobody sees it before decoding</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>全部场次</source>
        <translation>All sittings</translation>
    </message>
    <message>
        <source>第 {number} 场</source>
        <translation>Sitting {number}</translation>
    </message>
    <message>
        <source>已抽好，{count} 人等着公布</source>
        <translation>Drawn: {count} to be shown</translation>
    </message>
    <message>
        <source>{entry} {name} → 工位 {station}&#x3000;还有 {left} 人</source>
        <translation>{entry} {name} → station {station}  {left} left</translation>
    </message>
    <message>
        <source>{count} 人，工位已公布</source>
        <translation>{count} stations shown</translation>
    </message>
</context>
<context>
    <name>SecondPersonDialog</name>
    <message>
        <source>{name}的 PIN</source>
        <translation>PIN of {name}</translation>
    </message>
    <message>
        <source>第二个人</source>
        <translation>Second person</translation>
    </message>
    <message>
        <source>第二个人的 PIN</source>
        <translation>PIN of the second person</translation>
    </message>
    <message>
        <source>操作人</source>
        <translation>Person acting</translation>
    </message>
    <message>
        <source>操作人 PIN</source>
        <translation>PIN of the person acting</translation>
    </message>
    <message>
        <source>在场的第二个人</source>
        <translation>Second person present</translation>
    </message>
    <message>
        <source>第二个人 PIN</source>
        <translation>PIN of the second person</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>两个人都要输入自己的 PIN。</source>
        <translation>Both must type their PIN.</translation>
    </message>
    <message>
        <source>正在核对 PIN…</source>
        <translation>Checking the PINs…</translation>
    </message>
    <message>
        <source>没有另一位有权限的人。请先按 F11 登记第二个人。</source>
        <translation>There is no second person with the right. Press F11 and register one first.</translation>
    </message>
</context>
<context>
    <name>SectionList</name>
    <message>
        <source>设置的各部分</source>
        <translation>Sections of the settings</translation>
    </message>
    <message>
        <source>已填好</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>显示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>数据安全</source>
        <translation>Data safety</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Ctrl+= 放大，Ctrl+- 缩小</source>
        <translation>Ctrl+= larger, Ctrl+- smaller</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Extra large</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>打印件不受影响</source>
        <translation>Prints are not affected</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>马上生效，数据不动</source>
        <translation>At once; data stays as it is</translation>
    </message>
    <message>
        <source>评分表行高</source>
        <translation>Row height of score sheets</translation>
    </message>
    <message>
        <source>跟着文字大小一起变</source>
        <translation>Changes with the text size</translation>
    </message>
    <message>
        <source>紧凑</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>多久没人操作就锁屏</source>
        <translation>Lock the screen when idle for</translation>
    </message>
    <message>
        <source>Ctrl+L 马上锁；登录满 12 小时也会锁</source>
        <translation>Ctrl+L locks at once; so do 12 hours after log-in</translation>
    </message>
    <message>
        <source>{minutes} 分钟</source>
        <translation>{minutes} minutes</translation>
    </message>
    <message>
        <source>一位数自动存入</source>
        <translation>One digit stores itself</translation>
    </message>
    <message>
        <source>只可能是一位数的格（0～3 档、合格或不合格）不用按 Enter</source>
        <translation>Cells that take one digit only (0 to 3, pass or fail) need no Enter</translation>
    </message>
    <message>
        <source>录完问纸面合计</source>
        <translation>Ask for the paper&apos;s total</translation>
    </message>
    <message>
        <source>录完最后一格先核对纸上写的合计；按 = 随时可以核对</source>
        <translation>After the last cell, compare the total on paper first; = compares any time</translation>
    </message>
    <message>
        <source>检录时的声音</source>
        <translation>Sounds at check-in</translation>
    </message>
    <message>
        <source>可以入场、要看一下、不能入场，三种声音</source>
        <translation>May enter, look again, may not enter: three sounds</translation>
    </message>
    <message>
        <source>底栏显示按键</source>
        <translation>Keys in the status bar</translation>
    </message>
    <message>
        <source>关掉以后按 F1 仍能看到全部按键</source>
        <translation>Without them F1 still shows all keys</translation>
    </message>
    <message>
        <source>多久自动备份一次</source>
        <translation>Back up every</translation>
    </message>
    <message>
        <source>有改动才备份；提交和锁定时总会备份</source>
        <translation>Only after changes; always at submit and lock</translation>
    </message>
    <message>
        <source>备份位置</source>
        <translation>Backup places</translation>
    </message>
    <message>
        <source>第二块盘、U盘或文件夹；有了备份钥匙，插着的U盘自动加上</source>
        <translation>A second disk, a stick or a folder; once there is a backup key, sticks are added by themselves</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>本机设置</source>
        <translation>Settings of this computer</translation>
    </message>
    <message>
        <source>关闭设置</source>
        <translation>Close the settings</translation>
    </message>
    <message>
        <source>只管这台电脑，不跟着竞赛文件走。改了马上生效。</source>
        <translation>For this computer only, not for the contest file. In force at once.</translation>
    </message>
    <message>
        <source>找设置</source>
        <translation>Find a setting</translation>
    </message>
    <message>
        <source>没有这样的设置。</source>
        <translation>No such setting.</translation>
    </message>
    <message>
        <source>自检…</source>
        <translation>Self-check…</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>两遍都看错，以原件为准</source>
        <translation>Both keyings misread the paper</translation>
    </message>
    <message>
        <source>原件有涂改，已问裁判</source>
        <translation>The paper was altered; the judge was asked</translation>
    </message>
    <message>
        <source>{code} 的 {place} 按 {value} 定？</source>
        <translation>Settle {place} of {code} as {value}?</translation>
    </message>
    <message>
        <source>前两遍是 {keyed}，这一遍是 {value}，与两遍都不同。请监督或裁判长看原件后决定。</source>
        <translation>The keyings were {keyed}; this one is {value} and equals neither. The supervisor or chief judge decides from the paper.</translation>
    </message>
    <message>
        <source>{place} 按 {value} 定</source>
        <translation>Settle {place} as {value}</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>按省办第 {number} 号竞赛包办，只能改承办、地点和日期。</source>
        <translation>Under pack no. {number} of the office; only host, place and days can change.</translation>
    </message>
    <message>
        <source>已有工种签字锁定，签过字的表上印着这些内容。</source>
        <translation>A trade is signed and locked; signed papers bear this.</translation>
    </message>
    <message>
        <source>{trade}已签字锁定。要改先由裁判长和监督解锁。</source>
        <translation>{trade} is signed and locked. The chief judge and the supervisor unlock first.</translation>
    </message>
    <message>
        <source>{trade}从 {since} 起有评分，规则和评分标准已冻结。要改由裁判长写明理由，起草新版本。</source>
        <translation>{trade} has marks since {since}; rules and scheme are frozen. The chief judge gives a reason for a new version.</translation>
    </message>
    <message>
        <source>{trade}已抽签，评分表已按现用版编好。要改就起草一个新版本。</source>
        <translation>{trade} is drawn and its sheets follow this version. Draft a new version to change it.</translation>
    </message>
</context>
<context>
    <name>SetupTrades</name>
    <message>
        <source>个人</source>
        <translation>Individual</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>作品</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>班组、单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>同总成绩</source>
        <translation>As the total</translation>
    </message>
    <message>
        <source>四舍五入</source>
        <translation>Half up</translation>
    </message>
    <message>
        <source>四舍六入五成双</source>
        <translation>Half even</translation>
    </message>
    <message>
        <source>舍去</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>SetupValues</name>
    <message>
        <source>只能输数字，没有存入。</source>
        <translation>Numbers only. Not stored.</translation>
    </message>
    <message>
        <source>要填 {low}～{high} 的整数，没有存入。</source>
        <translation>A whole number from {low} to {high}. Not stored.</translation>
    </message>
    <message>
        <source>要填 0～100 的百分数，没有存入。</source>
        <translation>A percentage from 0 to 100. Not stored.</translation>
    </message>
    <message>
        <source>日期写成 2026-06-18，没有存入。</source>
        <translation>Write the day as 2026-06-18. Not stored.</translation>
    </message>
    <message>
        <source>不能空着，没有存入。</source>
        <translation>Cannot be empty. Not stored.</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>还没有：{things}</source>
        <translation>Still missing: {things}</translation>
    </message>
    <message>
        <source>正在起草{trade}的第 {version} 版，还没有存入，评分仍按现用版。</source>
        <translation>Drafting version {version} of {trade}. Not stored; marking goes by the version in force.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>这一部分已填好。</source>
        <translation>This section is complete.</translation>
    </message>
</context>
<context>
    <name>SheetActs</name>
    <message>
        <source>{code} 全是 0 分，确定不是缺考？</source>
        <translation>{code} is all nought. Is it really not an absence?</translation>
    </message>
    <message>
        <source>缺考不是 0 分：缺考的人不列名次，0 分的人列在最后一名。</source>
        <translation>Absent is not nought: whoever was absent has no place, whoever has nought comes last.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>是缺考…</source>
        <translation>It is an absence…</translation>
    </message>
    <message>
        <source>是 0 分，提交 {code}</source>
        <translation>It is nought: submit {code}</translation>
    </message>
    <message>
        <source>{code} 已退回第一遍。</source>
        <translation>{code} was given back to the first keying.</translation>
    </message>
    <message>
        <source>{code} 已改回正常</source>
        <translation>{code} is back to normal</translation>
    </message>
    <message>
        <source>{code} 已记为{status}</source>
        <translation>{code} is marked {status}</translation>
    </message>
    <message>
        <source>撤销：{text}</source>
        <translation>Undone: {text}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>{code} 的用时已记下。</source>
        <translation>The time used on {code} is stored.</translation>
    </message>
    <message>
        <source>这一份没有等复议的极差。</source>
        <translation>No spread of this sheet waits for a decision.</translation>
    </message>
    <message>
        <source>{code} 的 {aspect} 维持原分。</source>
        <translation>{aspect} of {code} keeps its marks.</translation>
    </message>
    <message>
        <source>{code} 的 {aspect} 要重新打分：裁判打好以后，直接在格里录新的分。</source>
        <translation>{aspect} of {code} is marked again: key the judges&apos; new marks into the same cells.</translation>
    </message>
    <message>
        <source>{code} 的 {place} 为什么回避？</source>
        <translation>Why is {place} of {code} recused?</translation>
    </message>
    <message>
        <source>这位裁判在这一份里再回避别的项，不会再问。</source>
        <translation>For further items of this judge on this sheet it is not asked again.</translation>
    </message>
    <message>
        <source>记为回避</source>
        <translation>Mark as recused</translation>
    </message>
    <message>
        <source>{code} 的 {place} 为什么不适用？</source>
        <translation>Why does {place} of {code} not apply?</translation>
    </message>
    <message>
        <source>这一项的其他裁判也不适用时，不会再问。</source>
        <translation>For the other judges of this item it is not asked again.</translation>
    </message>
    <message>
        <source>记为不适用</source>
        <translation>Mark as not applicable</translation>
    </message>
    <message>
        <source>粘贴的内容里有 {count} 格回避或不适用，为什么？</source>
        <translation>{count} pasted cells are recused or not applicable. Why?</translation>
    </message>
    <message>
        <source>写明理由，存入这一块</source>
        <translation>Give the reason and store the block</translation>
    </message>
    <message>
        <source>打印哪一种评分表？</source>
        <translation>Which score sheets should be printed?</translation>
    </message>
    <message>
        <source>空白评分表给裁判在现场打分；已录的评分表给裁判核对签字；复核记录写明抽查和不一致的格。</source>
        <translation>Blank sheets are for marking at the venue; keyed sheets for judges to check and sign; the recheck record names what was sampled and what differed.</translation>
    </message>
    <message>
        <source>复核记录</source>
        <translation>Recheck record</translation>
    </message>
    <message>
        <source>已录的评分表</source>
        <translation>Keyed sheets</translation>
    </message>
    <message>
        <source>空白评分表</source>
        <translation>Blank sheets</translation>
    </message>
    <message>
        <source>{code} 为什么{word}？</source>
        <translation>{code}: why {word}?</translation>
    </message>
    <message>
        <source>记为{word}</source>
        <translation>Mark as {word}</translation>
    </message>
</context>
<context>
    <name>SheetsOut</name>
    <message>
        <source>Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv);;PDF (*.pdf);;JSON (*.json)</source>
        <translation>Excel workbook (*.xlsx);;CSV table (*.csv);;PDF (*.pdf);;JSON (*.json)</translation>
    </message>
    <message>
        <source>{trade}-成绩.xlsx</source>
        <translation>{trade}-results.xlsx</translation>
    </message>
    <message>
        <source>导出名次</source>
        <translation>Export the list</translation>
    </message>
    <message>
        <source>没有导出。</source>
        <translation>Nothing was exported.</translation>
    </message>
    <message>
        <source>正在导出名次</source>
        <translation>Exporting the list</translation>
    </message>
    <message>
        <source>已存到 {path}</source>
        <translation>Kept in {path}</translation>
    </message>
    <message>
        <source>打印机已收下 {pages} 页。</source>
        <translation>The printer took {pages} pages.</translation>
    </message>
</context>
<context>
    <name>SideCard</name>
    <message>
        <source>{trade} 版本 {revision}</source>
        <translation>{trade} revision {revision}</translation>
    </message>
    <message>
        <source>{file}
自称生成 {made}&#x3000;收到 {at}&#x3000;{trades}</source>
        <translation>{file}
claims {made}&#x3000;received {at}&#x3000;{trades}</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>用一把根钥匙签名</source>
        <translation>Sign with one root key</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>草稿或名录 (*.ctd *.ctl)</source>
        <translation>Drafts and lists (*.ctd *.ctl)</translation>
    </message>
    <message>
        <source>钥匙文件 (*.ckey)</source>
        <translation>Key files (*.ckey)</translation>
    </message>
    <message>
        <source>草稿</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>根钥匙</source>
        <translation>Root key</translation>
    </message>
    <message>
        <source>根钥匙口令</source>
        <translation>Root key&apos;s passphrase</translation>
    </message>
    <message>
        <source>写到哪个文件夹</source>
        <translation>To which folder</translation>
    </message>
    <message>
        <source>草稿、根钥匙和文件夹都要选。</source>
        <translation>Choose draft, root key and folder.</translation>
    </message>
    <message>
        <source>还没有输根钥匙口令。</source>
        <translation>The root key&apos;s passphrase is missing.</translation>
    </message>
    <message>
        <source>选好草稿，先看列出的改动再签。签完写到所选文件夹；还差的签名由另一位保管人再签一次。</source>
        <translation>Choose the draft and read its changes before signing. The result goes to the folder chosen; another holder adds the signature still missing.</translation>
    </message>
    <message>
        <source>…&#x3000;还有 {count} 项</source>
        <translation>… and {count} more</translation>
    </message>
    <message>
        <source>这份草稿还没有看过。</source>
        <translation>This draft has not been read yet.</translation>
    </message>
</context>
<context>
    <name>SigningRow</name>
    <message>
        <source>证书钥匙口令</source>
        <translation>Passphrase of the certificate key</translation>
    </message>
    <message>
        <source>印上签名的核对码</source>
        <translation>Print the signed code</translation>
    </message>
    <message>
        <source>不输口令也能打印，只印数字核对码，不带二维码。</source>
        <translation>Without it the sheet prints too, with digits only and no QR code.</translation>
    </message>
    <message>
        <source>还没有输口令。</source>
        <translation>No passphrase was typed.</translation>
    </message>
    <message>
        <source>正在打开钥匙…</source>
        <translation>Opening the key…</translation>
    </message>
    <message>
        <source>已印上签名的核对码，打印和存出的都带二维码。</source>
        <translation>The signed code is on the sheet; prints and files bear the QR code.</translation>
    </message>
</context>
<context>
    <name>SignoffPage</name>
    <message>
        <source>评分表</source>
        <translation>Score sheets</translation>
    </message>
    <message>
        <source>抽检</source>
        <translation>Sample</translation>
    </message>
    <message>
        <source>抽检的评分表</source>
        <translation>Sampled sheets</translation>
    </message>
    <message>
        <source>抽取复核名单</source>
        <translation>Draw the sample</translation>
    </message>
    <message>
        <source>全部复核</source>
        <translation>Recheck all</translation>
    </message>
    <message>
        <source>前列</source>
        <translation>top</translation>
    </message>
    <message>
        <source>抽中</source>
        <translation>drawn</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>all</translation>
    </message>
    <message>
        <source>未核</source>
        <translation>open</translation>
    </message>
    <message>
        <source>更正 {count} 格</source>
        <translation>{count} corrected</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>same</translation>
    </message>
    <message>
        <source>密号</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>场</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>来由</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>复核记录</source>
        <translation>Recheck record</translation>
    </message>
    <message>
        <source>更正单</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>解锁…</source>
        <translation>Unlock…</translation>
    </message>
    <message>
        <source>解密…</source>
        <translation>Reveal…</translation>
    </message>
    <message>
        <source>锁定成绩</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>去排名</source>
        <translation>Go to ranking</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>抽检、锁定、解密</source>
        <translation>sample, lock, reveal</translation>
    </message>
    <message>
        <source>下一项</source>
        <translation>next</translation>
    </message>
    <message>
        <source>名单 / 纸面</source>
        <translation>list / paper</translation>
    </message>
    <message>
        <source>前 {top} % 全部，其余抽 {rest} %；错误率超过 {limit} % 要全部复核。</source>
        <translation>The best {top} % all, {rest} % of the rest; above {limit} % errors everything again.</translation>
    </message>
    <message>
        <source>这个工种的规则不要求复核。</source>
        <translation>The rules of this trade ask for no recheck.</translation>
    </message>
    <message>
        <source>已核 {looked} / {count}&#x3000;错 {wrong} 份&#x3000;错误率 {share}</source>
        <translation>{looked} of {count} done&#x3000;{wrong} wrong&#x3000;errors {share}</translation>
    </message>
    <message>
        <source>还没有抽取名单。</source>
        <translation>No sample drawn yet.</translation>
    </message>
    <message>
        <source>种子 {seed}</source>
        <translation>Seed {seed}</translation>
    </message>
    <message>
        <source>要全部复核</source>
        <translation>Everything again</translation>
    </message>
    <message>
        <source>已做完</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>{round}&#x3000;取出纸质评分表</source>
        <translation>{round}&#x3000;take out the paper sheet</translation>
    </message>
    <message>
        <source>{code} 已核，更正 {count} 格。</source>
        <translation>{code} is done, {count} cells corrected.</translation>
    </message>
    <message>
        <source>{code} 已核，与纸面一致。</source>
        <translation>{code} is done, the same as its paper.</translation>
    </message>
    <message>
        <source>已经解密，名次已排出。</source>
        <translation>Revealed and ranked.</translation>
    </message>
    <message>
        <source>去“排名”看名单、裁定和公示。</source>
        <translation>The list, rulings and posting are under Ranking.</translation>
    </message>
    <message>
        <source>成绩已锁定。</source>
        <translation>The marks are locked.</translation>
    </message>
    <message>
        <source>下一步：裁判长和监督同场解密，密号和姓名从此对上，只有一次。</source>
        <translation>Next: chief judge and supervisor reveal together; codes and names are joined, once.</translation>
    </message>
    <message>
        <source>抽检已做完。</source>
        <translation>The sample is done.</translation>
    </message>
    <message>
        <source>下一步：裁判长和监督一起锁定成绩。</source>
        <translation>Next: chief judge and supervisor lock together.</translation>
    </message>
    <message>
        <source>错误率超过 {limit} %，要全部复核。</source>
        <translation>More than {limit} % errors: everything must be rechecked.</translation>
    </message>
    <message>
        <source>点“全部复核”重新排名单。</source>
        <translation>“Recheck all” makes the new list.</translation>
    </message>
    <message>
        <source>评分表全部一致，可以抽取复核名单。</source>
        <translation>Every sheet is agreed; the sample can be drawn.</translation>
    </message>
    <message>
        <source>名单按密号抽，解密以前不出现姓名。</source>
        <translation>It is drawn by code; no name shows before the reveal.</translation>
    </message>
    <message>
        <source>还不能复核。</source>
        <translation>Not ready for the recheck.</translation>
    </message>
    <message>
        <source>左边列出了还差什么，从“去处理”进去。</source>
        <translation>What is missing stands on the left, each with its way there.</translation>
    </message>
    <message>
        <source>评分表还没有全部一致</source>
        <translation>Not every sheet is agreed</translation>
    </message>
    <message>
        <source>先核完这一批</source>
        <translation>Finish this sample first</translation>
    </message>
    <message>
        <source>还差 {count} 项，见左边</source>
        <translation>{count} missing, see left</translation>
    </message>
    <message>
        <source>要先锁定</source>
        <translation>Lock first</translation>
    </message>
    <message>
        <source>解密要裁判长和监督同场，只一次，全程记录</source>
        <translation>Chief judge and supervisor together, once, on record</translation>
    </message>
    <message>
        <source>还差 {count} 项</source>
        <translation>{count} missing</translation>
    </message>
    <message>
        <source>锁定要裁判长和监督的 PIN</source>
        <translation>Takes both PINs</translation>
    </message>
    <message>
        <source>裁判统计</source>
        <translation>Judges</translation>
    </message>
    <message>
        <source>裁判评分统计</source>
        <translation>Report on judges</translation>
    </message>
    <message>
        <source>撤回“一致”</source>
        <translation>Take “the same” back</translation>
    </message>
    <message>
        <source>正在看各份评分表到了哪一步</source>
        <translation>Looking how far every sheet is</translation>
    </message>
</context>
<context>
    <name>SignoffVerbs</name>
    <message>
        <source>谁来复核？</source>
        <translation>Who rechecks?</translation>
    </message>
    <message>
        <source>录分员、裁判长和监督可以。名单按密号抽取。</source>
        <translation>Recorder, chief judge and supervisor may. The list is drawn by code.</translation>
    </message>
    <message>
        <source>抽取名单</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>复核名单已抽好。</source>
        <translation>The sample is drawn.</translation>
    </message>
    <message>
        <source>录分员、裁判长和监督可以。</source>
        <translation>Recorder, chief judge and supervisor may.</translation>
    </message>
    <message>
        <source>写下复核结果</source>
        <translation>Note the result</translation>
    </message>
    <message>
        <source>{code} 与纸面一致。</source>
        <translation>{code} is the same as its paper.</translation>
    </message>
    <message>
        <source>更正 {code}？</source>
        <translation>Correct {code}?</translation>
    </message>
    <message>
        <source>理由：{reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>更正 {count} 格</source>
        <translation>{count} corrected</translation>
    </message>
    <message>
        <source>复核更正 {code}，{count} 格，{reason}</source>
        <translation>recheck corrects {code}, {count} cells, {reason}</translation>
    </message>
    <message>
        <source>{code} 已更正，写入更正单。</source>
        <translation>{code} is corrected; the slip is written.</translation>
    </message>
    <message>
        <source>锁定{trade}的成绩？</source>
        <translation>Lock the marks of {trade}?</translation>
    </message>
    <message>
        <source>锁定后任何分数都不能再改；要改只能解锁，写明理由，还是这两个人。</source>
        <translation>No mark changes after that; only unlocking by these two, with a reason, opens them again.</translation>
    </message>
    <message>
        <source>锁定成绩</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>{round}&#x3000;{count} 份评分表</source>
        <translation>{round}&#x3000;{count} sheets</translation>
    </message>
    <message>
        <source>锁定 {trade}，裁判长与监督</source>
        <translation>lock {trade}, chief judge and supervisor</translation>
    </message>
    <message>
        <source>{trade}的成绩已锁定。</source>
        <translation>The marks of {trade} are locked.</translation>
    </message>
    <message>
        <source>解密{trade}？</source>
        <translation>Reveal {trade}?</translation>
    </message>
    <message>
        <source>密号和姓名从此对上，名次随即排出。只有一次，不能撤销。</source>
        <translation>Codes and names are joined and the places made. Once, and never undone.</translation>
    </message>
    <message>
        <source>解密并排名</source>
        <translation>Reveal and rank</translation>
    </message>
    <message>
        <source>解密 {trade}，裁判长与监督</source>
        <translation>reveal {trade}, chief judge and supervisor</translation>
    </message>
    <message>
        <source>{trade}已解密，名次已排出。</source>
        <translation>{trade} is revealed and ranked.</translation>
    </message>
    <message>
        <source>申诉成立</source>
        <translation>An appeal was upheld</translation>
    </message>
    <message>
        <source>发现录入错误</source>
        <translation>A keying error was found</translation>
    </message>
    <message>
        <source>裁判长决定复核</source>
        <translation>The chief judge wants a recheck</translation>
    </message>
    <message>
        <source>为什么要解锁？</source>
        <translation>Why unlock?</translation>
    </message>
    <message>
        <source>已排出的名次留作旧的修订；重新锁定、解密后成为新的修订。</source>
        <translation>The list made so far stays as an earlier revision; locking and revealing again makes the next.</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>解锁成绩？</source>
        <translation>Unlock the marks?</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>解锁，{reason}</source>
        <translation>unlock, {reason}</translation>
    </message>
    <message>
        <source>成绩已解锁。</source>
        <translation>The marks are unlocked.</translation>
    </message>
    <message>
        <source>去排名</source>
        <translation>Go to ranking</translation>
    </message>
    <message>
        <source>用纸质对照表…</source>
        <translation>Use the sealed paper…</translation>
    </message>
    <message>
        <source>照纸面输入的表 (*.csv *.xlsx *.xls)</source>
        <translation>Table typed from paper (*.csv *.xlsx *.xls)</translation>
    </message>
    <message>
        <source>照密封的纸质对照表输入的文件</source>
        <translation>The file typed from the sealed paper</translation>
    </message>
    <message>
        <source>谁来撤回复核结果？</source>
        <translation>Who takes the recheck back?</translation>
    </message>
    <message>
        <source>撤回结果</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>{code} 的复核结果已撤回，要重新核。</source>
        <translation>The recheck of {code} was taken back; look at it again.</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>全部评分表重新核一遍？</source>
        <translation>Look at all sheets again?</translation>
    </message>
    <message>
        <source>错误率没有超过 {limit} %，规定不要求全部复核。核好的 {count} 份也要重新核，不能撤销。</source>
        <translation>Errors are not above {limit} %, so the rules do not ask for all. The {count} sheets looked at have to be looked at again; this cannot be undone.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>全部复核</source>
        <translation>Recheck all</translation>
    </message>
</context>
<context>
    <name>SpreadDialog</name>
    <message>
        <source>各裁判看的部位不同</source>
        <translation>The judges looked at different places</translation>
    </message>
    <message>
        <source>裁判组合议后一致</source>
        <translation>The panel agreed after talking</translation>
    </message>
    <message>
        <source>有裁判看错评分标准</source>
        <translation>A judge misread the scheme</translation>
    </message>
    <message>
        <source>有裁判填错格</source>
        <translation>A judge filled in the wrong cell</translation>
    </message>
    <message>
        <source>{judge}&#x3000;{mark}</source>
        <translation>{judge}  {mark}</translation>
    </message>
    <message>
        <source>{name}：极差 {spread}，上限 {limit}。</source>
        <translation>{name}: spread {spread}, limit {limit}. </translation>
    </message>
    <message>
        <source>{code} 的 {aspect} 重新打分</source>
        <translation>Mark {aspect} of {code} again</translation>
    </message>
    <message>
        <source>{code} 的 {aspect} 让裁判组重新打？</source>
        <translation>Have the panel mark {aspect} of {code} again?</translation>
    </message>
    <message>
        <source>{limits}等级评价超过极差不能维持，必须由裁判组重新打。原来的分都留在记录里。</source>
        <translation>{limits}Levels beyond the spread cannot be kept; the panel has to mark again. The first marks stay in the record.</translation>
    </message>
    <message>
        <source>{code} 的 {aspect}：维持，还是重新打分？</source>
        <translation>{aspect} of {code}: keep, or mark again?</translation>
    </message>
    <message>
        <source>{limits}由裁判长决定。原来的分都留在记录里。</source>
        <translation>{limits}The chief judge decides. The first marks stay in the record.</translation>
    </message>
    <message>
        <source>{code} 的 {aspect} 维持</source>
        <translation>Keep {aspect} of {code}</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>已保存：{name}</source>
        <translation>Saved: {name}</translation>
    </message>
    <message>
        <source>{count} 人的证件号、手机号、出生日期、民族、学历、照片</source>
        <translation>ID numbers, phones, birth dates, nation, education and photos of {count} people</translation>
    </message>
    <message>
        <source>{count} 条说明文字</source>
        <translation>{count} free texts</translation>
    </message>
    <message>
        <source>成绩、名次、证书编号和操作记录都留着；姓名和单位也留着</source>
        <translation>Results, places, certificate numbers and the record stay; so do names and units</translation>
    </message>
    <message>
        <source>以前的备份里还有这些内容，要等它们自然过期或自行销毁</source>
        <translation>Backups made before still hold all this; they age out, or you destroy them</translation>
    </message>
    <message>
        <source>清除这份竞赛的个人信息？</source>
        <translation>Erase the personal data of this contest?</translation>
    </message>
    <message>
        <source>清除以后找不回来。成绩公示和申诉都结束、证书都发完以后再做。</source>
        <translation>There is no way back. Do it when results are posted, appeals are over and certificates handed out.</translation>
    </message>
    <message>
        <source>清除个人信息</source>
        <translation>Erase personal data</translation>
    </message>
    <message>
        <source>已清除 {people} 人的个人信息。以前的 {copies} 份备份里还有，请等它们过期或销毁。</source>
        <translation>Personal data of {people} people erased. {copies} earlier backups still hold them; let them age out or destroy them.</translation>
    </message>
    <message>
        <source>存储介质遗失报告</source>
        <translation>Report of a lost medium</translation>
    </message>
    <message>
        <source>已暂停登录：{name}</source>
        <translation>Log-in stopped: {name}</translation>
    </message>
    <message>
        <source>已恢复登录：{name}</source>
        <translation>Log-in allowed again: {name}</translation>
    </message>
    <message>
        <source>已注销账户：{name}</source>
        <translation>Account closed: {name}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>最近</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>打开过的竞赛会列在这里。</source>
        <translation>Contests you have opened will stand here.</translation>
    </message>
    <message>
        <source>匠评</source>
        <translation>Jiangping</translation>
    </message>
    <message>
        <source>职业技能竞赛现场评判系统</source>
        <translation>On-site judging for skill contests</translation>
    </message>
    <message>
        <source>打开演示竞赛</source>
        <translation>Open the demo contest</translation>
    </message>
    <message>
        <source>3 个工种、72 人，人员都是虚构的。5 分钟打出第一张证书。</source>
        <translation>3 trades, 72 invented people. The first certificate in 5 minutes.</translation>
    </message>
    <message>
        <source>新建竞赛</source>
        <translation>New contest</translation>
    </message>
    <message>
        <source>6 步，约 10 分钟。可从去年的竞赛复制设置。</source>
        <translation>6 steps, about 10 minutes. Settings can be copied from last year&apos;s.</translation>
    </message>
    <message>
        <source>打开竞赛文件或备份</source>
        <translation>Open a contest file or a backup</translation>
    </message>
    <message>
        <source>U盘、硬盘均可。备份打开的是副本，原件不动。</source>
        <translation>From a stick or the disk. Of a backup a copy is opened.</translation>
    </message>
    <message>
        <source>省级汇总…</source>
        <translation>Provincial office…</translation>
    </message>
    <message>
        <source>信任名录…</source>
        <translation>Trust list…</translation>
    </message>
    <message>
        <source>核对证书…</source>
        <translation>Check a certificate…</translation>
    </message>
    <message>
        <source>自检…</source>
        <translation>Self-check…</translation>
    </message>
    <message>
        <source>本机设置…</source>
        <translation>Settings of this computer…</translation>
    </message>
</context>
<context>
    <name>StartSteps</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>报名</source>
        <translation>Registration</translation>
    </message>
    <message>
        <source>检录</source>
        <translation>Check-in</translation>
    </message>
    <message>
        <source>抽签</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>理论</source>
        <translation>Theory</translation>
    </message>
    <message>
        <source>实操</source>
        <translation>Practical</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Recheck</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>全部做完</source>
        <translation>All done</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>正在处理…</source>
        <translation>Working…</translation>
    </message>
    <message>
        <source>每一步都自动保存</source>
        <translation>Every step is saved by itself</translation>
    </message>
    <message>
        <source>已自动保存 {time}</source>
        <translation>Saved {time}</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>文字大小（Ctrl+= 放大，Ctrl+- 缩小）</source>
        <translation>Text size (Ctrl+= larger, Ctrl+- smaller)</translation>
    </message>
    <message>
        <source>标准字号</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>大字号</source>
        <translation>Large text</translation>
    </message>
    <message>
        <source>特大字号</source>
        <translation>Very large text</translation>
    </message>
    <message>
        <source>只看，不写入</source>
        <translation>to look at only</translation>
    </message>
</context>
<context>
    <name>StatusDialog</name>
    <message>
        <source>整份不录分，排在最后、不列名次，不是 0 分。</source>
        <translation>The sheet is not marked: listed last, without a place, never nought.</translation>
    </message>
    <message>
        <source>这一份已录 {count} 格：留在记录里，但不再计分。{text}</source>
        <translation>{count} cells are keyed: they stay in the record and no longer count. {text}</translation>
    </message>
    <message>
        <source>现在是“{status}”。改回正常以后可以接着录分。</source>
        <translation>It is marked “{status}” now. Back to normal, keying can go on.</translation>
    </message>
    <message>
        <source>{code} 是什么情况？</source>
        <translation>What happened to {code}?</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>请选择情况</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>{number}&#x3000;{status}</source>
        <translation>{number}  {status}</translation>
    </message>
    <message>
        <source>0&#x3000;改回正常</source>
        <translation>0  Back to normal</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>例如：点名三次未到</source>
        <translation>e.g. called three times, did not come</translation>
    </message>
    <message>
        <source>理由会写进操作记录，以后不能改。</source>
        <translation>The reason goes into the record and cannot be changed later.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>记到 {code}</source>
        <translation>Mark {code}</translation>
    </message>
    <message>
        <source>把 {code} 改回正常</source>
        <translation>Put {code} back to normal</translation>
    </message>
    <message>
        <source>把 {code} 记为{status}</source>
        <translation>Mark {code} as {status}</translation>
    </message>
    <message>
        <source>还没有选情况。</source>
        <translation>Choose what happened first.</translation>
    </message>
    <message>
        <source>还没有写理由。</source>
        <translation>There is no reason yet.</translation>
    </message>
</context>
<context>
    <name>TeamRules</name>
    <message>
        <source>成绩之和（默认）</source>
        <translation>Sum of totals (default)</translation>
    </message>
    <message>
        <source>成绩之和</source>
        <translation>Sum of totals</translation>
    </message>
    <message>
        <source>平均成绩</source>
        <translation>Average</translation>
    </message>
    <message>
        <source>名次积分</source>
        <translation>Points for places</translation>
    </message>
    <message>
        <source>奖项积分</source>
        <translation>Points for awards</translation>
    </message>
    <message>
        <source>有几人算几人</source>
        <translation>As many as there are</translation>
    </message>
    <message>
        <source>缺的按 0 分</source>
        <translation>Missing ones count 0</translation>
    </message>
    <message>
        <source>不排名</source>
        <translation>Not ranked</translation>
    </message>
    <message>
        <source>代表队团体</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>按什么排</source>
        <translation>Ranked by</translation>
    </message>
    <message>
        <source>取最好的几人（空着全取）</source>
        <translation>Best so many (empty: all)</translation>
    </message>
    <message>
        <source>人数不够</source>
        <translation>With too few</translation>
    </message>
    <message>
        <source>名次积分，从第 1 名起</source>
        <translation>Points from place 1 on</translation>
    </message>
    <message>
        <source>奖项积分，如 一等奖 8、二等奖 4（空着就是 8、4、2、1）</source>
        <translation>Points for awards, such as First 8、Second 4 (empty: 8, 4, 2, 1)</translation>
    </message>
    <message>
        <source>每项写成“一等奖 8”，还没有存入。</source>
        <translation>Write each as “First 8”. Not stored yet.</translation>
    </message>
    <message>
        <source>另排的单项名次</source>
        <translation>Further rankings</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>按哪些轮次（编号，用顿号隔开）</source>
        <translation>By rounds (ids, separated by 、)</translation>
    </message>
    <message>
        <source>取前几名为奖（如 单项奖 3）</source>
        <translation>Awards (such as Best 3)</translation>
    </message>
    <message>
        <source>单项</source>
        <translation>Single rankings</translation>
    </message>
    <message>
        <source>奖写成“单项奖 3”或“单项奖 10%”，还没有存入。</source>
        <translation>Write “Best 3” or “Best 10%”. Not stored yet.</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>TheoryMend</name>
    <message>
        <source>退回…</source>
        <translation>Give back…</translation>
    </message>
    <message>
        <source>更正…</source>
        <translation>Correct…</translation>
    </message>
    <message>
        <source>成绩已签字锁定。要改请办理更正。</source>
        <translation>The scores are signed and locked. Request a correction to change one.</translation>
    </message>
    <message>
        <source>申请更正</source>
        <translation>Request a correction</translation>
    </message>
    <message>
        <source>成绩</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>{code} 已退回第一遍。</source>
        <translation>{code} was given back to the first keying.</translation>
    </message>
</context>
<context>
    <name>TheoryPage</name>
    <message>
        <source>参赛号</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>成绩</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>理论成绩</source>
        <translation>Theory scores</translation>
    </message>
    <message>
        <source>去检录</source>
        <translation>Go to check-in</translation>
    </message>
    <message>
        <source>第一遍</source>
        <translation>First keying</translation>
    </message>
    <message>
        <source>第二遍</source>
        <translation>Second keying</translation>
    </message>
    <message>
        <source>录入遍数</source>
        <translation>Keying</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>导入机考结果…</source>
        <translation>Import exam results…</translation>
    </message>
    <message>
        <source>缺考 / 弃权…</source>
        <translation>Status…</translation>
    </message>
    <message>
        <source>成绩分布</source>
        <translation>Distribution</translation>
    </message>
    <message>
        <source>下一人</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>缺考、弃权、取消资格</source>
        <translation>Absent or withdrawn</translation>
    </message>
    <message>
        <source>提交这一遍</source>
        <translation>Submit this keying</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>全部按键</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>上一人</source>
        <translation>Previous person</translation>
    </message>
    <message>
        <source>字迹不清</source>
        <translation>Hard to read</translation>
    </message>
    <message>
        <source>清空这一格</source>
        <translation>Clear this cell</translation>
    </message>
    <message>
        <source>放弃正在键入的</source>
        <translation>Drop what is being typed</translation>
    </message>
    <message>
        <source>粘贴一列</source>
        <translation>Paste a column</translation>
    </message>
    <message>
        <source>还有 {count} 格没有存入，先改正再离开；不要了请按 Esc。</source>
        <translation>{count} cells are not stored. Correct them before you leave, or press Esc to drop them.</translation>
    </message>
    <message>
        <source>提交{round}{word}（{count} 人）</source>
        <translation>Submit {round}, {word} ({count} people)</translation>
    </message>
    <message>
        <source>已录 {filled} / {all} 人</source>
        <translation>{filled} / {all} people keyed</translation>
    </message>
    <message>
        <source>第二遍要换人录：第一遍是{name}录的。</source>
        <translation>The second keying needs another person: {name} keyed the first.</translation>
    </message>
    <message>
        <source>已锁定，只能更正</source>
        <translation>Locked; corrections only</translation>
    </message>
    <message>
        <source>这一遍都已提交</source>
        <translation>All of this keying is submitted</translation>
    </message>
    <message>
        <source>还差 {count} 人，才能提交</source>
        <translation>{count} people are missing before it can be submitted</translation>
    </message>
    <message>
        <source>有 {count} 格字迹不清，确认了才能提交</source>
        <translation>{count} cells are hard to read; settle them before submitting</translation>
    </message>
    <message>
        <source>有 {count} 格两录不一，看纸定下来才能提交</source>
        <translation>{count} cells differ; settle them from the paper before submitting</translation>
    </message>
    <message>
        <source>第二遍要换人录 (F10)</source>
        <translation>The second keying needs another person (F10)</translation>
    </message>
    <message>
        <source>{trade}没有理论考试。</source>
        <translation>{trade} has no theory exam.</translation>
    </message>
    <message>
        <source>还没有理论成绩。</source>
        <translation>There are no theory scores yet.</translation>
    </message>
    <message>
        <source>检录以后，到场的人会列在这里：手工录入，或导入机考结果。</source>
        <translation>After check-in everybody present is listed here: key the scores, or import exam results.</translation>
    </message>
    <message>
        <source>已提交 {count} 人。</source>
        <translation>{count} people submitted.</translation>
    </message>
    <message>
        <source>已提交 {count} 人，{differing} 人两遍不一致。</source>
        <translation>{count} people submitted; the keyings differ for {differing}.</translation>
    </message>
    <message>
        <source>已提交 {count} 人，等另一位录分员录第二遍。</source>
        <translation>{count} people submitted; another recorder keys the second pass.</translation>
    </message>
    <message>
        <source>{entry} 已记下。</source>
        <translation>{entry} is noted.</translation>
    </message>
    <message>
        <source>成绩表 (*.xlsx *.xls *.ods *.csv)</source>
        <translation>Score tables (*.xlsx *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>导入机考结果</source>
        <translation>Import exam results</translation>
    </message>
    <message>
        <source>已导入 {count} 人的成绩，提交 {submitted} 份。</source>
        <translation>Scores of {count} people imported, {submitted} submitted.</translation>
    </message>
    <message>
        <source>{count} 格没有写进硬盘，请换U盘或检查磁盘。都留在这里，每 5 秒再试一次，先别离开这一页。</source>
        <translation>{count} cells are not on disk. Change the stick or check the disk. They are kept here and tried again every 5 seconds; stay on this page.</translation>
    </message>
    <message>
        <source>马上再试</source>
        <translation>Try now</translation>
    </message>
    <message>
        <source>刚才没写进硬盘的，现在都存好了。</source>
        <translation>What was not on disk is stored now.</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>{entry}：{old} 改回 {new}</source>
        <translation>{entry}: {old} back to {new}</translation>
    </message>
    <message>
        <source>换人 F10</source>
        <translation>Switch person F10</translation>
    </message>
    <message>
        <source>提交{round}{word}</source>
        <translation>Submit {round}, {word}</translation>
    </message>
    <message>
        <source>成绩单</source>
        <translation>Score list</translation>
    </message>
    <message>
        <source>合格线 {line}：{good} 人达到</source>
        <translation>Pass line {line}: {good} reach it</translation>
    </message>
    <message>
        <source>理论成绩单</source>
        <translation>Theory score list</translation>
    </message>
    <message>
        <source>满分 {maximum}</source>
        <translation>of {maximum}</translation>
    </message>
    <message>
        <source>不用录</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>待录</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>录入中</source>
        <translation>Keying</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Agrees</translation>
    </message>
    <message>
        <source>卷号</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>成绩已锁定。</source>
        <translation>The marks are locked.</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{entry} 的卷号改回 {new}</source>
        <translation>Paper of {entry} back to {new}</translation>
    </message>
    <message>
        <source>{entry} 的卷号：{old} 改为 {new}</source>
        <translation>Paper of {entry}: {old} becomes {new}</translation>
    </message>
    <message>
        <source>按列 ⇄ 按行</source>
        <translation>By column ⇄ by row</translation>
    </message>
    <message>
        <source>按行 ⇄ 按列</source>
        <translation>By row ⇄ by column</translation>
    </message>
    <message>
        <source>下一格</source>
        <translation>Next cell</translation>
    </message>
    <message>
        <source>上一格</source>
        <translation>Previous cell</translation>
    </message>
    <message>
        <source>手工录入</source>
        <translation>Type by hand</translation>
    </message>
    <message>
        <source>检录以后才有人可录</source>
        <translation>Nobody is there to mark before check-in</translation>
    </message>
</context>
<context>
    <name>TieDialog</name>
    <message>
        <source>这 {count} 人谁在前？</source>
        <translation>Who of these {count} comes first?</translation>
    </message>
    <message>
        <source>{trade}：总成绩和全部同分规则都相同。裁判长书面裁定先后，理由写进操作记录。</source>
        <translation>{trade}: equal in total and every tie-break. The chief judge&apos;s written order and its reason go into the record.</translation>
    </message>
    <message>
        <source>写下裁定</source>
        <translation>Write the ruling</translation>
    </message>
    <message>
        <source>名次先后</source>
        <translation>Order of places</translation>
    </message>
    <message>
        <source>先后次序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>也可以按 Alt+↑ Alt+↓</source>
        <translation>or Alt+↑ Alt+↓</translation>
    </message>
    <message>
        <source>加试</source>
        <translation>Extra round</translation>
    </message>
    <message>
        <source>裁判组合议</source>
        <translation>Agreed by the panel</translation>
    </message>
    <message>
        <source>现场抽签</source>
        <translation>Drawn by lot on site</translation>
    </message>
    <message>
        <source>加试成绩（举行了加试才填，填了就按它定先后）</source>
        <translation>Extra round (only if one was held; it then decides)</translation>
    </message>
    <message>
        <source>加试成绩还没有填全。每人都填，或者都不填。</source>
        <translation>The extra round is not complete. Fill in everybody or nobody.</translation>
    </message>
</context>
<context>
    <name>TimeDialog</name>
    <message>
        <source>现在记的是 {time}。</source>
        <translation>It says {time} now. </translation>
    </message>
    <message>
        <source>{now}只键入数字：13120 就是 01:31:20。</source>
        <translation>{now}Type figures only: 13120 is 01:31:20.</translation>
    </message>
    <message>
        <source>{code} 用了多长时间？</source>
        <translation>How much time did {code} take?</translation>
    </message>
    <message>
        <source>用时</source>
        <translation>Time used</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>记到 {code}</source>
        <translation>Store for {code}</translation>
    </message>
    <message>
        <source>“{text}”不是用时，没有存入。</source>
        <translation>“{text}” is not a time; nothing was stored.</translation>
    </message>
</context>
<context>
    <name>Timetable</name>
    <message>
        <source>现在 {time}</source>
        <translation>now {time}</translation>
    </message>
</context>
<context>
    <name>TimetableCard</name>
    <message>
        <source>还没有日程。在竞赛设置里填写场次时间。</source>
        <translation>No timetable yet. Fill in the sittings&apos; times in the settings.</translation>
    </message>
    <message>
        <source>今天&#x3000;{month} 月 {day} 日&#x3000;{weekday}</source>
        <translation>Today, {weekday} {day}/{month}</translation>
    </message>
    <message>
        <source>比赛日&#x3000;{month} 月 {day} 日&#x3000;{weekday}</source>
        <translation>Contest day  {weekday}, {day}/{month}</translation>
    </message>
    <message>
        <source>还有 {count} 天</source>
        <translation>days left: {count}</translation>
    </message>
    <message>
        <source>已过</source>
        <translation>over</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>左边对齐</source>
        <translation>Align left</translation>
    </message>
    <message>
        <source>左右居中</source>
        <translation>Centre across</translation>
    </message>
    <message>
        <source>右边对齐</source>
        <translation>Align right</translation>
    </message>
    <message>
        <source>上边对齐</source>
        <translation>Align top</translation>
    </message>
    <message>
        <source>上下居中</source>
        <translation>Centre down</translation>
    </message>
    <message>
        <source>下边对齐</source>
        <translation>Align bottom</translation>
    </message>
    <message>
        <source>撤销 (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>重做 (Ctrl+Y)</source>
        <translation>Redo (Ctrl+Y)</translation>
    </message>
    <message>
        <source>左右等距</source>
        <translation>Spread across</translation>
    </message>
    <message>
        <source>上下等距</source>
        <translation>Spread down</translation>
    </message>
    <message>
        <source>往上一层 (Ctrl+])</source>
        <translation>One layer up (Ctrl+])</translation>
    </message>
    <message>
        <source>往下一层 (Ctrl+[)</source>
        <translation>One layer down (Ctrl+[)</translation>
    </message>
    <message>
        <source>再来一个 (Ctrl+D)</source>
        <translation>Duplicate (Ctrl+D)</translation>
    </message>
    <message>
        <source>删去 (Delete)</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>先选一个框。</source>
        <translation>Select a box first.</translation>
    </message>
    <message>
        <source>先选 {count} 个框。</source>
        <translation>Select {count} boxes first.</translation>
    </message>
    <message>
        <source>没有可以撤销的。</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>没有可以重做的。</source>
        <translation>There is nothing to redo.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>查选手、密号、功能</source>
        <translation>People, codes, actions</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>跳到下午五点</source>
        <translation>Jump to five o’clock</translation>
    </message>
    <message>
        <source>按“跳到…”，选 17:00：分数都录完、复核完了，等签字。PIN 已填好，按 Enter 登录。</source>
        <translation>Press “Go to…” and choose 17:00: all marks are in and rechecked, waiting for signatures. The PIN is filled in: Enter logs in.</translation>
    </message>
    <message>
        <source>打开“复核”</source>
        <translation>Open “Recheck”</translation>
    </message>
    <message>
        <source>左边从上到下就是一天的顺序。点“复核”，或按 Ctrl+6。</source>
        <translation>On the left stands the day, from top to bottom. Click Recheck, or press Ctrl+6.</translation>
    </message>
    <message>
        <source>选电工</source>
        <translation>Choose the electricians</translation>
    </message>
    <message>
        <source>各工种各走各的。在这里换成电工：它没有并列要裁定，最快。</source>
        <translation>Every trade goes its own way. Change to the electricians here: no tie to rule on, so they are quickest.</translation>
    </message>
    <message>
        <source>锁定成绩</source>
        <translation>Lock the marks</translation>
    </message>
    <message>
        <source>按 F12。裁判长和监督各输一次 PIN，演示里已填好。从此谁也改不了分。</source>
        <translation>Press F12. Chief judge and supervisor each give a PIN, filled in for the demo. From then on nobody can change a mark.</translation>
    </message>
    <message>
        <source>解密</source>
        <translation>Reveal the codes</translation>
    </message>
    <message>
        <source>密号和姓名到这一步才对上，名次随即排出。还是这两个人，只有一次。</source>
        <translation>Only now do codes and names come together, and places are made at once. The same two people, once only.</translation>
    </message>
    <message>
        <source>确认名次与奖项</source>
        <translation>Confirm places and awards</translation>
    </message>
    <message>
        <source>在“排名”（Ctrl+7）看一眼名单，再按这里。每个分数怎么来的，右边都能展开。</source>
        <translation>Look at the list under Ranking (Ctrl+7), then press here. How each score came about unfolds on the right.</translation>
    </message>
    <message>
        <source>打开“证书”</source>
        <translation>Open “Certificates”</translation>
    </message>
    <message>
        <source>点“证书”，或按 Ctrl+8。看到的就是要打的那一页，长度单位是毫米。</source>
        <translation>Click Certificates, or press Ctrl+8. What you see is the very page to be printed, measured in millimetres.</translation>
    </message>
    <message>
        <source>打出证书</source>
        <translation>Make the certificates</translation>
    </message>
    <message>
        <source>按“导出 PDF”，选“合成一份”，存到桌面。有打印机时用下面的打印，正式比赛先试打一张。</source>
        <translation>Press Export PDF, choose one PDF, keep it on the desktop. With a printer use Print below; on the real day try one sheet first.</translation>
    </message>
    <message>
        <source>第一张证书打出来了</source>
        <translation>The first certificate is made</translation>
    </message>
    <message>
        <source>演示随时能重来，真的竞赛一步不差。要再看一遍：Ctrl+K 输入“带我”。</source>
        <translation>The demo can be begun again at any time, and a real contest takes the same steps. To see this again: Ctrl+K, then type “Show me”.</translation>
    </message>
</context>
<context>
    <name>TradeBar</name>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>前移</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>后移</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>要加的工种</source>
        <translation>Trade to add</translation>
    </message>
    <message>
        <source>加工种</source>
        <translation>Add trade</translation>
    </message>
    <message>
        <source>别的工种…</source>
        <translation>Another trade…</translation>
    </message>
    <message>
        <source>已有 {count} 份报名，不能删去。</source>
        <translation>It has {count} entries and stays.</translation>
    </message>
    <message>
        <source>至少要有一个工种。</source>
        <translation>At least one trade is needed.</translation>
    </message>
    <message>
        <source>已经在最上面。</source>
        <translation>It is at the top already.</translation>
    </message>
    <message>
        <source>已经在最下面。</source>
        <translation>It is at the bottom already.</translation>
    </message>
</context>
<context>
    <name>TradeChooser</name>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 人</source>
        <translation>{trade} ({count})</translation>
    </message>
</context>
<context>
    <name>TradesCard</name>
    <message>
        <source>1&#x3000;报哪些工种</source>
        <translation>1&#x3000;Which trades</translation>
    </message>
    <message>
        <source>{trade}&#x3000;{count} 人&#x3000;修订 {revision}</source>
        <translation>{trade}&#x3000;{count} entries&#x3000;revision {revision}</translation>
    </message>
    <message>
        <source>去排名</source>
        <translation>Go to ranking</translation>
    </message>
</context>
<context>
    <name>TradesSection</name>
    <message>
        <source>工种代码</source>
        <translation>Trade code</translation>
    </message>
    <message>
        <source>工种名称</source>
        <translation>Name of the trade</translation>
    </message>
    <message>
        <source>参赛形式</source>
        <translation>Kind of entry</translation>
    </message>
    <message>
        <source>组别（几个用顿号隔开，各自排名）</source>
        <translation>Groups (separate with 、; ranked apart)</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trade</translation>
    </message>
    <message>
        <source>工种与场次</source>
        <translation>Trades and hours</translation>
    </message>
    <message>
        <source>日程</source>
        <translation>Timetable</translation>
    </message>
    <message>
        <source>起草新版本</source>
        <translation>Draft a new version</translation>
    </message>
    <message>
        <source>已有人报名，代码不能再改。</source>
        <translation>There are entries; the code stays.</translation>
    </message>
    <message>
        <source>草稿里不改代码。</source>
        <translation>A draft does not change the code.</translation>
    </message>
    <message>
        <source>已有人报名，参赛形式不能再改。</source>
        <translation>There are entries; this stays.</translation>
    </message>
    <message>
        <source>抽签以后组别不能再改。</source>
        <translation>Groups stay after the draw.</translation>
    </message>
    <message>
        <source>代码只用字母、数字和 - _ ，没有存入。</source>
        <translation>Codes hold letters, digits, - and _ only. Not stored.</translation>
    </message>
    <message>
        <source>已有这个代码的工种，没有存入。</source>
        <translation>Another trade has this code. Not stored.</translation>
    </message>
    <message>
        <source>计入总分</source>
        <translation>Counts</translation>
    </message>
    <message>
        <source>附加分</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>加试，只决同分</source>
        <translation>Extra, for ties only</translation>
    </message>
    <message>
        <source>轮次</source>
        <translation>Rounds</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>满分</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>权重 %</source>
        <translation>Weight %</translation>
    </message>
    <message>
        <source>直接相加</source>
        <translation>Raw sum</translation>
    </message>
    <message>
        <source>合格线</source>
        <translation>Pass line</translation>
    </message>
    <message>
        <source>限时（分）</source>
        <translation>Limit (min)</translation>
    </message>
    <message>
        <source>小数位</source>
        <translation>Decimals</translation>
    </message>
    <message>
        <source>不取整</source>
        <translation>Exact</translation>
    </message>
    <message>
        <source>取整</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>作用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>有的轮次还没有权重。都不填就是直接相加。还没有存入。</source>
        <translation>Some rounds have no weight. None at all means a raw sum. Not stored yet.</translation>
    </message>
    <message>
        <source>权重合计 {found} %，还差 {left} %。还没有存入，凑到 100 % 就存。</source>
        <translation>Weights make {found} %, {left} % short. Stored once they make 100 %.</translation>
    </message>
    <message>
        <source>权重合计 {found} %，多出 {left} %。还没有存入，凑到 100 % 就存。</source>
        <translation>Weights make {found} %, {left} % over. Stored once they make 100 %.</translation>
    </message>
    <message>
        <source>理论权重超过 30 %：多数技能竞赛的规定是不超过 30 %，请与竞赛文件核对。</source>
        <translation>Theory weighs more than 30 %: most skill contests allow at most 30 %. Check the contest&apos;s documents.</translation>
    </message>
    <message>
        <source>新工种</source>
        <translation>New trade</translation>
    </message>
    <message>
        <source>加工种</source>
        <translation>Add trade</translation>
    </message>
    <message>
        <source>删去工种</source>
        <translation>Take a trade away</translation>
    </message>
    <message>
        <source>工种次序</source>
        <translation>Order of trades</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>时间和场次</source>
        <translation>Hours and sittings</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>环节</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>场次</source>
        <translation>Sitting</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>日程每行要有日期和时间，如 2026-06-18、08:30。还没有存入。</source>
        <translation>Each line needs a day and a time, such as 2026-06-18 and 08:30. Not stored yet.</translation>
    </message>
    <message>
        <source>分项</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>客观题 60、主观题 40</source>
        <translation>Objective 60, Written 40</translation>
    </message>
    <message>
        <source>这一轮已有评分标准，不能再分项。还没有存入。</source>
        <translation>This round has a marking scheme and cannot have parts as well. Not stored yet.</translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>{number} {name} 怎么处理？</source>
        <translation>What about {number} {name}?</translation>
    </message>
    <message>
        <source>按数字选一项，再写理由。抽签以前都能按 Ctrl+Z 撤销。</source>
        <translation>A digit chooses, then the reason. Ctrl+Z takes it back until the draw.</translation>
    </message>
    <message>
        <source>怎么处理</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>补时</source>
        <translation>Extra time</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>min</translation>
    </message>
    <message>
        <source>改到第几场</source>
        <translation>To sitting</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>记到 {number}</source>
        <translation>Note on {number}</translation>
    </message>
    <message>
        <source>替补的姓名</source>
        <translation>Name of the substitute</translation>
    </message>
    <message>
        <source>替补的身份证号</source>
        <translation>ID of the substitute</translation>
    </message>
    <message>
        <source>替补的手机</source>
        <translation>Phone of the substitute</translation>
    </message>
    <message>
        <source>证件问题，先不入场</source>
        <translation>Papers wrong, not let in yet</translation>
    </message>
    <message>
        <source>改场次</source>
        <translation>Other sitting</translation>
    </message>
    <message>
        <source>替补上场</source>
        <translation>Substitute</translation>
    </message>
    <message>
        <source>准许入场</source>
        <translation>Admit</translation>
    </message>
    <message>
        <source>{number}：{what}</source>
        <translation>{number}: {what}</translation>
    </message>
    <message>
        <source>还没有选怎么处理。</source>
        <translation>Choose what to do first.</translation>
    </message>
    <message>
        <source>{field}还没有填。</source>
        <translation>{field} is empty.</translation>
    </message>
    <message>
        <source>还没有写理由。</source>
        <translation>Give a reason first.</translation>
    </message>
</context>
<context>
    <name>TrustDoor</name>
    <message>
        <source>信任名录 (*.ctl)</source>
        <translation>Trust list (*.ctl)</translation>
    </message>
    <message>
        <source>新的信任名录在哪里</source>
        <translation>Where the newer trust list is</translation>
    </message>
    <message>
        <source>现在是第 {before} 号，换成第 {serial} 号，共 {bases} 个基地。根指纹应与盖章公函一致：
{code}</source>
        <translation>Number {before} is held; {serial} takes its place, with {bases} bases. The root&apos;s digits must be those of the stamped letter:
{code}</translation>
    </message>
    <message>
        <source>新增：{base}</source>
        <translation>New: {base}</translation>
    </message>
    <message>
        <source>不再有：{base}</source>
        <translation>No longer: {base}</translation>
    </message>
    <message>
        <source>装入第 {serial} 号信任名录？</source>
        <translation>Take trust list {serial} in?</translation>
    </message>
    <message>
        <source>装入信任名录 第 {serial} 号</source>
        <translation>Trust list {serial} taken in</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>装入名录</source>
        <translation>Take the list in</translation>
    </message>
    <message>
        <source>谁来装入名录？</source>
        <translation>Who takes the list in?</translation>
    </message>
    <message>
        <source>管钥匙的人可以。写进操作记录。</source>
        <translation>Whoever looks after keys may. It is entered in the record.</translation>
    </message>
    <message>
        <source>名录已装入。被拒收的文件可以再收一次。</source>
        <translation>The list is taken in. Refused files can be received once more.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>一致</source>
        <translation>same</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>differs</translation>
    </message>
</context>
<context>
    <name>Vigil</name>
    <message>
        <source>备份U盘被拔出：{names}。成绩仍存在本机，可以接着录；插回后自动补一次备份。</source>
        <translation>Backup stick removed: {names}. Marks are still on this computer, go on working; once it is back the backup is made up for.</translation>
    </message>
    <message>
        <source>换个备份位置…</source>
        <translation>Other backup place…</translation>
    </message>
    <message>
        <source>备份U盘又插上了：{names}。正在补一次备份。</source>
        <translation>The backup stick is back: {names}. The missed backup is being made.</translation>
    </message>
    <message>
        <source>另存一份…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>竞赛文件不在原处了</source>
        <translation>The contest file is no longer there</translation>
    </message>
    <message>
        <source>先看看</source>
        <translation>Look first</translation>
    </message>
    <message>
        <source>竞赛文件 (*.contest)</source>
        <translation>Contest files (*.contest)</translation>
    </message>
    <message>
        <source>把竞赛另存到哪里</source>
        <translation>Where to save the contest</translation>
    </message>
</context>
<context>
    <name>WayCard</name>
    <message>
        <source>到名次还有几步</source>
        <translation>Steps to the places</translation>
    </message>
    <message>
        <source>{done} / {count} 份</source>
        <translation>{done} of {count}</translation>
    </message>
    <message>
        <source>评分表两遍一致</source>
        <translation>Both keyings of every sheet agree</translation>
    </message>
    <message>
        <source>按密号抽，和纸面对合计</source>
        <translation>Drawn by code, totals held against the paper</translation>
    </message>
    <message>
        <source>抽检对纸</source>
        <translation>Sample against paper</translation>
    </message>
    <message>
        <source>锁定成绩</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>裁判长和监督都输 PIN，锁定后只能更正</source>
        <translation>Both chief judge and supervisor type their PIN; afterwards only corrections</translation>
    </message>
    <message>
        <source>还是这两个人同场，密号和姓名对上，只有一次</source>
        <translation>The same two together; codes meet names, once only</translation>
    </message>
    <message>
        <source>解密</source>
        <translation>Reveal</translation>
    </message>
    <message>
        <source>排出名次</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>在“排名”裁定同分、确认、公示</source>
        <translation>Rulings, confirming and posting on the Ranking page</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>欢迎使用匠评</source>
        <translation>Welcome to Jiangping</translation>
    </message>
    <message>
        <source>第一次用，先看三件事。不改也行：下面写的现在就算数。</source>
        <translation>Three things first. Nothing has to be changed: what stands below is in force.</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>选了马上看到；以后按 Ctrl+= 和 Ctrl+-</source>
        <translation>Seen at once; later Ctrl+= and Ctrl+-</translation>
    </message>
    <message>
        <source>只问这一次。</source>
        <translation>Asked only this once.</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>找到 {name}，还有 {free}</source>
        <translation>Found {name}, {free} free</translation>
    </message>
    <message>
        <source>用它备份</source>
        <translation>Back up to it</translation>
    </message>
    <message>
        <source>用 {name} 备份</source>
        <translation>Back up to {name}</translation>
    </message>
    <message>
        <source>已经选了</source>
        <translation>Chosen already</translation>
    </message>
    <message>
        <source>不再用</source>
        <translation>Use no longer</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Folder…</translation>
    </message>
    <message>
        <source>备份放到哪里</source>
        <translation>Where backups go</translation>
    </message>
    <message>
        <source>还没有选</source>
        <translation>Not chosen yet</translation>
    </message>
    <message>
        <source>有改动就自动备份到那里。没有备份钥匙时备份不加密，U盘要收好。</source>
        <translation>Changes are backed up there automatically. Without a backup key they are not encrypted: keep the stick safe.</translation>
    </message>
    <message>
        <source>有了备份钥匙以后，插着的U盘会自动得到加密的备份。最好再选一个U盘或第二块盘。</source>
        <translation>With a backup key, sticks that are in get encrypted backups by themselves. Better choose a stick or second disk as well.</translation>
    </message>
    <message>
        <source>以后在本机设置里随时能换</source>
        <translation>Change it at any time in the settings of this computer</translation>
    </message>
</context>
<context>
    <name>WinnersModel</name>
    <message>
        <source>已打 {serial}</source>
        <translation>printed, {serial}</translation>
    </message>
    <message>
        <source>已编号 {serial}，没有打</source>
        <translation>numbered {serial}, not printed</translation>
    </message>
    <message>
        <source>编号已作废</source>
        <translation>number void</translation>
    </message>
    <message>
        <source>没有打</source>
        <translation>not printed</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>撤销哪张证书？</source>
        <translation>Which certificate is withdrawn?</translation>
    </message>
    <message>
        <source>名录签发以后，这个编号的二维码答“已撤销”。</source>
        <translation>Once the list is signed, the QR of this number answers “withdrawn”.</translation>
    </message>
    <message>
        <source>记入草稿</source>
        <translation>Add to the draft</translation>
    </message>
    <message>
        <source>基地</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>证书编号</source>
        <translation>Certificate number</translation>
    </message>
    <message>
        <source>还没有写证书编号。</source>
        <translation>The certificate number is missing.</translation>
    </message>
</context>
<context>
    <name>YearBars</name>
    <message>
        <source>本年已办</source>
        <translation>held</translation>
    </message>
    <message>
        <source>本年应办</source>
        <translation>due</translation>
    </message>
    <message>
        <source>已超期</source>
        <translation>overdue</translation>
    </message>
    <message>
        <source>周期内</source>
        <translation>later</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegations</translation>
    </message>
    <message>
        <source>市州</source>
        <translation>Cities</translation>
    </message>
    <message>
        <source>竞赛基地</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>没有数据</source>
        <translation>no figures</translation>
    </message>
</context>
<context>
    <name>YearView</name>
    <message>
        <source>年度概览</source>
        <translation>The year</translation>
    </message>
    <message>
        <source>总目标</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>通用职业（工种）周期</source>
        <translation>General trades, cycle</translation>
    </message>
    <message>
        <source>按竞赛级别</source>
        <translation>By class</translation>
    </message>
    <message>
        <source>按竞赛种类</source>
        <translation>By kind</translation>
    </message>
    <message>
        <source>代表队类别</source>
        <translation>Delegations by kind</translation>
    </message>
    <message>
        <source>各赛区（基地）</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>代表队</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>按竞赛级别（工种数）</source>
        <translation>Trades by class</translation>
    </message>
    <message>
        <source>按竞赛种类（工种数）</source>
        <translation>Trades by kind</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>改计划…</source>
        <translation>Change the plan…</translation>
    </message>
    <message>
        <source>导入计划…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>写出计划…</source>
        <translation>Write…</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>all</translation>
    </message>
    <message>
        <source>缺 {trades}</source>
        <translation>lacks {trades}</translation>
    </message>
    <message>
        <source>齐</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>赛区（基地）</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>工种</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>参赛</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>缺报</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>还没有年度</source>
        <translation>No year yet</translation>
    </message>
    <message>
        <source>{year} 年度</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>还没有成绩，也没有年度计划。先定计划，或导入计划。</source>
        <translation>No results and no plan yet. Make a plan, or import one.</translation>
    </message>
    <message>
        <source>通用工种还有 {due} 个应办，缺报 {missing} 项</source>
        <translation>General trades due: {due}; reports missing: {missing}</translation>
    </message>
    <message>
        <source>缺 {count} 项</source>
        <translation>{count} missing</translation>
    </message>
    <message>
        <source>没有缺报</source>
        <translation>nothing missing</translation>
    </message>
</context>
<context>
    <name>grid</name>
    <message>
        <source>上一份</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>缺考 / 弃权…</source>
        <translation>Status…</translation>
    </message>
    <message>
        <source>先打开一份评分表</source>
        <translation>Open a score sheet first</translation>
    </message>
    <message>
        <source>提交 {code}</source>
        <translation>Submit {code}</translation>
    </message>
    <message>
        <source>直接重打即可。</source>
        <translation>Just type again.</translation>
    </message>
    <message>
        <source>这一格还没有内容，没有存入</source>
        <translation>The cell is empty, nothing was stored</translation>
    </message>
    <message>
        <source>要清空这一格，请按 Delete。</source>
        <translation>To clear the cell press Delete.</translation>
    </message>
    <message>
        <source>不能小于 {limit}，没有存入</source>
        <translation>Below {limit}, not stored</translation>
    </message>
    <message>
        <source>最多 {count} 位小数，没有存入</source>
        <translation>At most {count} decimals, not stored</translation>
    </message>
    <message>
        <source>“{text}”不是用时，没有存入</source>
        <translation>“{text}” is no time, not stored</translation>
    </message>
    <message>
        <source>只键入数字：13120 就是 01:31:20。</source>
        <translation>Digits only: 13120 is 01:31:20.</translation>
    </message>
    <message>
        <source>这里只有合格与不合格，没有存入</source>
        <translation>Only pass or fail here, not stored</translation>
    </message>
    <message>
        <source>合格键入 1，不合格键入 0。</source>
        <translation>1 for pass, 0 for fail.</translation>
    </message>
    <message>
        <source>扣分只能从目录里选，没有存入</source>
        <translation>Deductions come from the list only, not stored</translation>
    </message>
    <message>
        <source>键入目录里的序号，再键入次数。</source>
        <translation>Type the number in the list, then how often.</translation>
    </message>
    <message>
        <source>“{text}”不是数，没有存入</source>
        <translation>“{text}” is no number, not stored</translation>
    </message>
    <message>
        <source>只键入数字和小数点。</source>
        <translation>Digits and a point only.</translation>
    </message>
    <message>
        <source>最高 {limit} 级，没有存入</source>
        <translation>The top level is {limit}, not stored</translation>
    </message>
    <message>
        <source>超过配分 {limit}，没有存入</source>
        <translation>Above the maximum {limit}, not stored</translation>
    </message>
    <message>
        <source>直接重打即可。若是 {value}，请键入小数点。</source>
        <translation>Just type again. For {value}, type the point.</translation>
    </message>
    <message>
        <source>最近的是 {below} 和 {above}。直接重打即可。</source>
        <translation>The nearest are {below} and {above}. Just type again.</translation>
    </message>
    <message>
        <source>只收整数，没有存入</source>
        <translation>Whole numbers only, not stored</translation>
    </message>
    <message>
        <source>要按 {step} 一档，没有存入</source>
        <translation>Steps of {step}, not stored</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>评分点</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>暂计</source>
        <translation>So far</translation>
    </message>
    <message>
        <source>{total} / {maximum}</source>
        <translation>{total} / {maximum}</translation>
    </message>
    <message>
        <source>录完</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>未录完</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>已录 {filled} / {cells} 格</source>
        <translation>{filled} of {cells} cells</translation>
    </message>
    <message>
        <source>当前格</source>
        <translation>This cell</translation>
    </message>
    <message>
        <source>{name}：{requirement}</source>
        <translation>{name}: {requirement}</translation>
    </message>
    <message>
        <source>配分</source>
        <translation>Max.</translation>
    </message>
    <message>
        <source>最小间隔</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>极差上限</source>
        <translation>Spread limit</translation>
    </message>
    <message>
        <source>各裁判打分</source>
        <translation>Judges&apos; marks</translation>
    </message>
    <message>
        <source>待处理</source>
        <translation>To deal with</translation>
    </message>
    <message>
        <source>还有 {count} 处。</source>
        <translation>{count} more.</translation>
    </message>
    <message>
        <source>复议…</source>
        <translation>Decide…</translation>
    </message>
    <message>
        <source>看纸重录；仍看不清，问裁判。</source>
        <translation>Look at the paper again; if still unclear, ask the judge.</translation>
    </message>
    <message>
        <source>看纸再录一遍，以纸为准。</source>
        <translation>Key it once more from the paper; the paper counts.</translation>
    </message>
    <message>
        <source>去这一格</source>
        <translation>Go to the cell</translation>
    </message>
    <message>
        <source>{number}&#x3000;{name}&#x3000;{points}</source>
        <translation>{number}  {name}  {points}</translation>
    </message>
    <message>
        <source>{low}～{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <source>裁判{seat} 给 {value}，其余 {rest}。评价要由裁判组重新打。</source>
        <translation>Judge {seat} gave {value}, the others {rest}. The panel must mark this again.</translation>
    </message>
    <message>
        <source>裁判{seat} 给 {value}，其余 {rest}。请裁判长复议：维持，或重新打分。</source>
        <translation>Judge {seat} gave {value}, the others {rest}. The chief judge keeps it or has it marked again.</translation>
    </message>
    <message>
        <source>{sentence}。{advice}</source>
        <translation>{sentence}. {advice}</translation>
    </message>
    <message>
        <source>评分表已锁定，没有存入</source>
        <translation>The sheet is locked, nothing was stored</translation>
    </message>
    <message>
        <source>要改请走更正：写明原因，两人确认。</source>
        <translation>To change it, make a correction: a reason and two people.</translation>
    </message>
    <message>
        <source>整份是{status}，没有存入</source>
        <translation>The whole sheet is {status}, nothing was stored</translation>
    </message>
    <message>
        <source>要录分请先按 F9 改回正常。</source>
        <translation>To enter marks, set it back with F9 first.</translation>
    </message>
    <message>
        <source>{place} 没有打分，因为：</source>
        <translation>{place} has no mark because:</translation>
    </message>
    <message>
        <source>未录</source>
        <translation>not marked</translation>
    </message>
    <message>
        <source>{place} 扣分（现为 {stored}）</source>
        <translation>{place} deductions (now {stored})</translation>
    </message>
    <message>
        <source>缺评</source>
        <translation>no mark</translation>
    </message>
    <message>
        <source>回避</source>
        <translation>recused</translation>
    </message>
    <message>
        <source>不适用</source>
        <translation>n/a</translation>
    </message>
    <message>
        <source>缺考</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>迟到取消</source>
        <translation>late</translation>
    </message>
    <message>
        <source>弃权</source>
        <translation>withdrawn</translation>
    </message>
    <message>
        <source>中途退赛</source>
        <translation>retired</translation>
    </message>
    <message>
        <source>取消资格</source>
        <translation>disqualified</translation>
    </message>
    <message>
        <source>打</source>
        <translation>M</translation>
    </message>
    <message>
        <source>评</source>
        <translation>J</translation>
    </message>
    <message>
        <source>测</source>
        <translation>R</translation>
    </message>
    <message>
        <source>扣</source>
        <translation>D</translation>
    </message>
    <message>
        <source>时</source>
        <translation>T</translation>
    </message>
    <message>
        <source>数</source>
        <translation>N</translation>
    </message>
    <message>
        <source>({value})</source>
        <translation>({value})</translation>
    </message>
    <message>
        <source>裁判{seat}</source>
        <translation>Judge {seat}</translation>
    </message>
    <message>
        <source>{aspect} · {judge}</source>
        <translation>{aspect} · {judge}</translation>
    </message>
    <message>
        <source>{aspect} {name}，{value}</source>
        <translation>{aspect} {name}, {value}</translation>
    </message>
    <message>
        <source>{aspect} {name}，{judge}，{value}</source>
        <translation>{aspect} {name}, {judge}, {value}</translation>
    </message>
    <message>
        <source>{cell}，字迹不清</source>
        <translation>{cell}, hard to read</translation>
    </message>
    <message>
        <source>{cell}，{state}</source>
        <translation>{cell}, {state}</translation>
    </message>
    <message>
        <source>没有写进硬盘，请换U盘或检查磁盘</source>
        <translation>Not on disk: change the stick or check the disk</translation>
    </message>
    <message>
        <source>剪贴板里没有可以粘贴的表格</source>
        <translation>The clipboard holds no table</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>极差</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>得分</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>≤ {limit}</source>
        <translation>≤ {limit}</translation>
    </message>
    <message>
        <source>{filled} / {cells} 项</source>
        <translation>{filled} / {cells}</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>这一行各裁判共用一格，只收一个值</source>
        <translation>The judges share one cell in this row; one value only</translation>
    </message>
    <message>
        <source>超出这份评分表</source>
        <translation>outside this sheet</translation>
    </message>
    <message>
        <source>这一格已标为{word}</source>
        <translation>this cell is marked {word}</translation>
    </message>
    <message>
        <source>粘贴到 {code}？</source>
        <translation>Paste into {code}?</translation>
    </message>
    <message>
        <source>不能存入的格</source>
        <translation>Cells that cannot be stored</translation>
    </message>
    <message>
        <source>剪贴板上 {all} 格：{good} 格可以存入，其中 {over} 格改写旧值；{bad} 格不能存入。</source>
        <translation>{all} cells in the clipboard: {good} can be stored, {over} of them over old values; {bad} cannot.</translation>
    </message>
    <message>
        <source>将要粘贴的格</source>
        <translation>Cells to be pasted</translation>
    </message>
    <message>
        <source>共用格</source>
        <translation>shared</translation>
    </message>
    <message>
        <source>{old} → {new}</source>
        <translation>{old} → {new}</translation>
    </message>
    <message>
        <source>第 {line} 行第 {column} 列</source>
        <translation>line {line}, column {column}</translation>
    </message>
    <message>
        <source>{place}&#x3000;“{text}”&#x3000;{reason}</source>
        <translation>{place}  “{text}”  {reason}</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>有 {count} 格不能存入</source>
        <translation>{count} cells cannot be stored</translation>
    </message>
    <message>
        <source>只存正确的 {count} 格</source>
        <translation>Store the {count} good ones</translation>
    </message>
    <message>
        <source>存入 {count} 格</source>
        <translation>Store {count} cells</translation>
    </message>
    <message>
        <source>没有扣分：Enter 存入</source>
        <translation>No deduction: Enter stores</translation>
    </message>
    <message>
        <source>{name} × {count}：Enter 加入</source>
        <translation>{name} × {count}: Enter adds</translation>
    </message>
    <message>
        <source>{name}：键入次数</source>
        <translation>{name}: how often?</translation>
    </message>
    <message>
        <source>{items}：Enter 存入，或再键入序号</source>
        <translation>{items}: Enter stores, or type a number</translation>
    </message>
    <message>
        <source>键入序号；没有扣分键入 0</source>
        <translation>Type a number; 0 for none</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{entry}&#x3000;已选 {count} 次</source>
        <translation>{entry}  taken {count}×</translation>
    </message>
    <message>
        <source>密号或扫码</source>
        <translation>Code or scan</translation>
    </message>
    <message>
        <source>{code}，{state}</source>
        <translation>{code}, {state}</translation>
    </message>
    <message>
        <source>评分表</source>
        <translation>Score sheets</translation>
    </message>
    <message>
        <source>{done} / {all} 份</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>没有密号“{code}”。请再看一眼纸上的密号。</source>
        <translation>No code “{code}”. Look at the code on the paper again.</translation>
    </message>
    <message>
        <source>第一遍录入</source>
        <translation>First keying</translation>
    </message>
    <message>
        <source>待二录</source>
        <translation>2nd due</translation>
    </message>
    <message>
        <source>第二遍录入</source>
        <translation>Second keying</translation>
    </message>
    <message>
        <source>两录不一</source>
        <translation>Differs</translation>
    </message>
    <message>
        <source>两遍一致</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>已复核</source>
        <translation>Rechecked</translation>
    </message>
    <message>
        <source>{count} 格不一致</source>
        <translation>{count} differ</translation>
    </message>
    <message>
        <source>录入中</source>
        <translation>keying</translation>
    </message>
    <message>
        <source>二录中</source>
        <translation>keying again</translation>
    </message>
    <message>
        <source>已锁定，只能更正</source>
        <translation>Locked: corrections only</translation>
    </message>
    <message>
        <source>已经提交，要改请先退回</source>
        <translation>Submitted: reopen it to change</translation>
    </message>
    <message>
        <source>差 {count} 格</source>
        <translation>{count} cells</translation>
    </message>
    <message>
        <source>{count} 处极差待复议</source>
        <translation>{count} spreads</translation>
    </message>
    <message>
        <source>{count} 格字迹不清</source>
        <translation>{count} hard to read</translation>
    </message>
    <message>
        <source>{count} 格两录不一</source>
        <translation>{count} that differ</translation>
    </message>
    <message>
        <source>还{list}，才能提交</source>
        <translation>Open before submitting: {list}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>裁判{seat} {value}</source>
        <translation>judge {seat} {value}</translation>
    </message>
    <message>
        <source>各裁判打分：{marks}</source>
        <translation>Judges&apos; marks: {marks}</translation>
    </message>
    <message>
        <source>没有写进硬盘，还在重试。请检查磁盘。</source>
        <translation>Not on disk, trying again. Check the disk.</translation>
    </message>
    <message>
        <source>{who}，{when} 存入</source>
        <translation>{who}, stored {when}</translation>
    </message>
    <message>
        <source>之前是 {before}</source>
        <translation>before: {before}</translation>
    </message>
    <message>
        <source>已保存</source>
        <translation>saved</translation>
    </message>
    <message>
        <source>正在保存</source>
        <translation>saving</translation>
    </message>
    <message>
        <source>没有写进硬盘</source>
        <translation>not on disk</translation>
    </message>
    <message>
        <source>没有存入</source>
        <translation>not stored</translation>
    </message>
    <message>
        <source>用时 {time}</source>
        <translation>time {time}</translation>
    </message>
    <message>
        <source>裁判 {count} 人</source>
        <translation>{count} judges</translation>
    </message>
    <message>
        <source>{judges} · {rule}</source>
        <translation>{judges} · {rule}</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>pass</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>fail</translation>
    </message>
    <message>
        <source>差 {count}</source>
        <translation>{count} short</translation>
    </message>
    <message>
        <source>未录</source>
        <comment>sheet</comment>
        <translation>not keyed</translation>
    </message>
    <message>
        <source>{place} 字迹不清</source>
        <translation>{place} hard to read</translation>
    </message>
    <message>
        <source>{place} 两录不一</source>
        <translation>{place} differs</translation>
    </message>
    <message>
        <source>{place} 极差过大</source>
        <translation>{place} spread too wide</translation>
    </message>
    <message>
        <source>{place} 极差 {spread} &gt; {limit}</source>
        <translation>{place} spread {spread} &gt; {limit}</translation>
    </message>
    <message>
        <source>极差 {count} 处</source>
        <translation>{count} spread</translation>
    </message>
    <message>
        <source>还有 {list}，才能提交</source>
        <translation>Still open: {list}</translation>
    </message>
    <message>
        <source>没有哪一格单独能解释，请从头对照纸面。</source>
        <translation>No single cell explains it. Compare with the paper from the top.</translation>
    </message>
    <message>
        <source>去 {aspect}</source>
        <translation>Go to {aspect}</translation>
    </message>
    <message>
        <source>{judge} 纸面合计</source>
        <translation>{judge} paper total</translation>
    </message>
    <message>
        <source>纸面合计</source>
        <translation>Paper total</translation>
    </message>
    <message>
        <source>还差 {count} 格，录完再核对纸面合计</source>
        <translation>{count} cells missing; check the paper total when all are keyed</translation>
    </message>
    <message>
        <source>纸面合计 {paper}，录入合计 {keyed}，差 {difference}</source>
        <translation>Paper total {paper}, keyed {keyed}, difference {difference}</translation>
    </message>
    <message>
        <source>{aspect} 裁判{seat}</source>
        <translation>{aspect} judge {seat}</translation>
    </message>
    <message>
        <source>{place} 可能是 {value}</source>
        <translation>{place} may be {value}</translation>
    </message>
    <message>
        <source>{place} 纸面可能漏加</source>
        <translation>{place} may be left out on the paper</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>没有一格可以存入</source>
        <translation>No cell can be stored</translation>
    </message>
</context>
</TS>
