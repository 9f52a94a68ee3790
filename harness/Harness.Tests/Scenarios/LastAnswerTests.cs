using Harness.Scenarios.Running;
using Harness.Tests.Waiting;
using Harness.Waiting;

namespace Harness.Tests.Scenarios;

/// <summary>What never comes is distinguished from what had too little time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LastAnswerTests
{
    private readonly HurriedTime _time = new();
    private int _looks;

    [Test]
    public async Task The_awaited_answer_ends_the_wait() =>
        (await WaitAsync(() => (++_looks == 3 ? "refused" : "allowed", _looks == 3))).ShouldBe("refused");

    [Test]
    public async Task After_many_other_answers_the_last_is_what_was_seen() =>
        (await WaitAsync(() => ($"allowed {++_looks}", false))).ShouldBe($"allowed {_looks}");

    [Test]
    public async Task A_few_answers_decide_nothing()
    {
        var late = await Should.ThrowAsync<HarnessException>(() => WaitAsync(() => (++_looks % 10 == 0 ? "allowed" : null, false)));

        late.Kind.ShouldBe(FailureKind.Undecided);
        late.Message.ShouldMatch("^not within 30 s: the caller is refused; last seen: .*; 1[0-9] answers are too few to judge by$");
    }

    [Test]
    public async Task No_answer_decides_nothing() => await Should.ThrowAsync<HarnessException>(() => WaitAsync(() => (null, false)));

    private Task<string> WaitAsync(Func<(string?, bool)> look) => LastAnswer.WaitAsync(
        new Condition("the caller is refused", TimeSpan.FromSeconds(30)) { Time = _time },
        _ => Task.FromResult(look()), CancellationToken.None);
}
