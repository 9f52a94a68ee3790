using Harness.Scenarios.Browsing;

namespace Harness.Tests.Browsing;

internal sealed class LastWordsTests
{
    [Test]
    public void What_the_browser_itself_said_counts_and_twice_told_is_told_once() => LastWords.Of("""
        Target page, context or browser has been closed
        Browser logs:

        <launching> /usr/bin/chromium --disable-field-trial-config
        <launched> pid=7
        [pid=7][err] [1:1] FATAL: no usable sandbox
        [pid=7][err] Aborted
        Call log:
          - <launching> /usr/bin/chromium --disable-field-trial-config
          - [pid=7][err] earlier
          - [pid=7][err] [1:1] FATAL: no usable sandbox
          - [pid=7][err] Aborted
          - [pid=7] <process did exit: exitCode=1, signal=null>
        """).ShouldBe("[1:1] FATAL: no usable sandbox / Aborted");

    [Test]
    public void One_that_said_nothing_is_known_by_its_end() => LastWords.Of("""
        Target page, context or browser has been closed
        Call log:
          - <launched> pid=7
          - [pid=7] <process did exit: exitCode=1, signal=null>
          - [pid=7] starting temporary directories cleanup
        """).ShouldBe("it said nothing and ended with exitCode=1, signal=null");

    [Test]
    public void One_that_could_not_be_started_is_known_by_the_failure() => LastWords.Of("""
        Failed to launch: Error: spawn /etc/passwd EACCES
        Call log:
          - <launching> /etc/passwd --disable-field-trial-config
        """).ShouldBe("Failed to launch: Error: spawn /etc/passwd EACCES");

    [TestCase("")]
    [TestCase("\n\n")]
    public void No_account_is_no_reason_to_fail(string account) => LastWords.Of(account).ShouldBe("");
}
