using Harness.Testing;
using Harness.Tests.Images;

namespace Harness.Tests.Testing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TrxCountsTests : IDisposable
{
    private readonly Scratch _results = new();

    [Test]
    public void Files_are_added_up()
    {
        Write("a.trx", "total=\"10\" passed=\"7\" failed=\"1\" notExecuted=\"0\"");
        Write("b.trx", "total=\"5\" passed=\"5\" failed=\"0\"");

        TrxCounts.Of(_results.Root).ShouldBe(new TrxCounts(12, 1, 2));
    }

    [Test]
    public void Errors_time_outs_and_aborted_tests_failed()
    {
        Write("a.trx", "total=\"9\" passed=\"2\" failed=\"1\" error=\"1\" timeout=\"1\" aborted=\"2\" notExecuted=\"2\"");

        TrxCounts.Of(_results.Root).ShouldBe(new TrxCounts(2, 5, 2));
    }

    [Test]
    public void Other_files_do_not_count()
    {
        _results.Write("a.xml", "<junit/>");

        TrxCounts.Of(_results.Root).ShouldBe(new TrxCounts(0, 0, 0));
    }

    [Test]
    public void Tests_that_failed_are_named_with_their_classes()
    {
        _results.Write("a.trx", """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testId="1" testName="Second(&quot;x&quot;)" outcome="Failed" />
                <UnitTestResult testId="2" testName="First" outcome="Failed" />
                <UnitTestResult testId="3" testName="Other" outcome="Passed" />
                <UnitTestResult testId="4" testName="Skipped" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest id="1" name="Second"><TestMethod className="Harness.Tests.Some" name="Second" /></UnitTest>
                <UnitTest id="2" name="First"><TestMethod className="Harness.Tests.Some" name="First" /></UnitTest>
              </TestDefinitions>
            </TestRun>
            """);

        TrxCounts.FailedIn(_results.Root).ShouldBe(["Some.First", "Some.Second(\"x\")"]);
    }

    [Test]
    public void They_read_as_a_sentence() => new TrxCounts(12, 1, 2).ToString().ShouldBe("12 passed, 1 failed, 2 skipped");

    public void Dispose() => _results.Dispose();

    private void Write(string name, string counters) => _results.Write(name, $"""
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <ResultSummary outcome="Completed"><Counters {counters} /></ResultSummary>
        </TestRun>
        """);
}
