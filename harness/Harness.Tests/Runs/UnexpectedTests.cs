using Harness.Runs;

namespace Harness.Tests.Runs;

internal sealed class UnexpectedTests
{
    [Test]
    public void A_call_that_was_not_answered_in_time_is_undecided_in_a_sentence()
    {
        var told = Unexpected.Explain(new TaskCanceledException("A task was canceled."));

        told.Kind.ShouldBe(FailureKind.Undecided);
        told.Message.ShouldBe("a call was not answered in time; does the server still run, and is it overloaded?");
    }
}
