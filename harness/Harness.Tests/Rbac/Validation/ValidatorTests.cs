using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

internal sealed class ValidatorTests
{
    [Test]
    public async Task A_snapshot_is_indexed_once_for_its_source_the_questions_and_the_findings()
    {
        var (snapshot, indexed) = (ShopPolicy.Snapshot(ShopPolicy.Granted) with { Origin = $"{Guid.NewGuid()}" }, 0);
        void Count(RbacSnapshot one) => Interlocked.Add(ref indexed, one.Origin == snapshot.Origin ? 1 : 0);
        EffectiveRoles.Indexed += Count;
        try
        {
            var rbac = new IndexedRbac(snapshot);
            var report = await new Validator(ShopPolicy.Policy, [new EvaluatedSource("manifests", rbac)], [rbac])
                .RunAsync(new Progress<string>(), CancellationToken.None);

            report.Outcome.ShouldBe(Outcome.AsExpected);
        }
        finally
        {
            EffectiveRoles.Indexed -= Count;
        }

        indexed.ShouldBe(1);
    }
}
