using Harness.Load.Engine;
using Harness.Load.Ladder;

namespace Harness.Load.Tests.Ladder;

public sealed class RungSelectionTests
{
    private static readonly IReadOnlyList<RungChoice> Everywhere = [.. RungKind.All.Select(There)];

    private static IReadOnlyList<RungChoice> WithoutPods =>
        [.. Everywhere.Select(choice => choice.Kind == RungKind.Pod ? RungChoice.None(choice.Kind, "no way") : choice)];

    [Test]
    public void A_rung_without_a_way_is_told_of_and_the_next_one_is_compared_with_the_one_before()
    {
        var selection = RungSelection.Of(WithoutPods, wanted: null);

        selection.Skipped.ShouldBe([new("pod address", "no way")]);
        selection.Rungs.Count.ShouldBe(RungKind.All.Count - 1);
        selection.Rungs.First(rung => rung.Route.Name == "direct").Against.ShouldBe("stub in this process");
    }

    [Test]
    public void Only_what_is_wanted_is_measured_and_nothing_else_told_of()
    {
        var selection = RungSelection.Of(WithoutPods, [RungKind.Http2, RungKind.Direct, RungKind.Version]);

        selection.Skipped.ShouldBeEmpty();
        selection.Rungs.Select(rung => (rung.Route.Name, rung.Against))
            .ShouldBe([("direct", null), ("API server: /version", "direct"), ("proxy: HTTP/2", "API server: /version")]);
    }

    [Test]
    public void A_control_without_its_rung_is_left_out() =>
        RungSelection.Of(Everywhere, [RungKind.Direct, RungKind.Again]).Rungs.ShouldHaveSingleItem().Route.Name.ShouldBe("direct");

    [Test]
    public void Nothing_to_measure_is_said_with_the_reasons() => Should.Throw<HarnessException>(
            () => RungSelection.Of([RungChoice.None(RungKind.Admission, "Kubernetes v1.20.2 has none")], [RungKind.Admission]))
        .Message.ShouldBe("nothing was measured: proxy: admission policy: Kubernetes v1.20.2 has none");

    [Test]
    public void Every_kind_has_names_of_its_own_and_comes_after_what_it_is_compared_with()
    {
        RungKind.All.SelectMany(kind => new[] { kind.Id, kind.Name }.Distinct()).Distinct().Count()
            .ShouldBe(RungKind.All.Sum(kind => kind.Id == kind.Name ? 1 : 2));
        foreach (var (place, kind) in RungKind.All.Index().Skip(1))
            RungKind.All.Take(place).ShouldContain(kind.Against);
    }

    private static RungChoice There(RungKind kind) => RungChoice.At(
        kind, new LoadRoute("", "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "")), new LocalLoadGenerator());
}
