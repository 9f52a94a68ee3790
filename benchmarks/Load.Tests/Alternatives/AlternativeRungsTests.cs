using Harness.Load.Alternatives;
using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Alternatives;

public sealed class AlternativeRungsTests
{
    private static readonly LoadRoute Route = new("", "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "Hello, world!"));
    private static readonly FakeGenerator Generator = new(new FakeTimeProvider(), _ => throw new InvalidOperationException("no load"));

    private static readonly IReadOnlyList<RungKind> Kinds =
    [
        AlternativeKind.Direct, AlternativeKind.Proxy, AlternativeKind.Nginx, AlternativeKind.Guarded, AlternativeKind.Sidecar,
        AlternativeKind.Ingress, AlternativeKind.PortForward, AlternativeKind.KubectlProxy,
    ];

    [Test]
    public void Each_way_is_compared_with_the_direct_one_and_with_the_proxy()
    {
        var rungs = RungSelection.Of([.. Kinds.Select(kind => RungChoice.At(kind, Route, Generator))], wanted: null).Rungs;

        rungs.Count.ShouldBe(AlternativeSeries.MostWays);
        rungs.Select(rung => (rung.Against, rung.AlsoAgainst)).ShouldBe(
            [(null, null), ("direct", null), .. Enumerable.Repeat(("direct", "proxy"), 6)]);
        rungs.ShouldAllBe(rung => !string.IsNullOrEmpty(rung.Needs));
    }

    [Test]
    public void The_bcrypt_cost_that_the_report_states_is_the_one_that_is_used() =>
        Kinds.Count(kind => kind.Needs!.Contains(
            FormattableString.Invariant($"bcrypt cost {AlternativeKind.PasswordCost},"), StringComparison.Ordinal)).ShouldBe(3);

    [Test]
    public async Task A_way_that_cannot_be_made_is_left_out_with_its_reason_in_one_line()
    {
        var choice = await AlternativeRungs.MakeAsync(
            AlternativeKind.Nginx,
            _ => throw HarnessException.Undecided("no registry answers\nname an image: --image nginx=REFERENCE"),
            CancellationToken.None);

        choice.Rung.ShouldBeNull();
        choice.Missing.ShouldBe("no registry answers; name an image: --image nginx=REFERENCE");
    }

    [Test]
    public async Task A_way_that_answers_is_taken()
    {
        var choice = await AlternativeRungs.MakeAsync(
            AlternativeKind.Nginx, _ => Task.FromResult<(LoadRoute, ILoadGenerator)>((Route, Generator)), CancellationToken.None);

        choice.Rung!.Route.Name.ShouldBe("nginx stand-alone: open");
    }
}
