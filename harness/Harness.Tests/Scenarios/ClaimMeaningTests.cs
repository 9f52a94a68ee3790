using Harness.Reports.Summary;
using Harness.Results;
using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

/// <summary>The report says of each claim what it means for its reader.</summary>
internal sealed class ClaimMeaningTests
{
    private static IEnumerable<string> Claims => ClaimCatalogue.All.Select(claim => claim.Id);

    [TestCaseSource(nameof(Claims))]
    public void A_claim_has_a_sentence_where_it_is_proven_and_another_where_it_is_refuted(string id)
    {
        string Meaning(ClaimStanding standing) => ClaimMeaning.Of(new ClaimVerdict(ClaimCatalogue.Find(id)!, standing, [], null));

        Meaning(ClaimStanding.Proven).ShouldEndWith(".");
        Meaning(ClaimStanding.Refuted).ShouldEndWith(".");
        Meaning(ClaimStanding.Refuted).ShouldNotBe(Meaning(ClaimStanding.Proven));
    }
}
