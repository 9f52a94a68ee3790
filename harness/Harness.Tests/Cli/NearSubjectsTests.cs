namespace Harness.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class NearSubjectsTests
{
    [TestCase("serviceaccount:shop/consmer", true)]
    [TestCase("serviceaccount:shp/consumer", true)]
    [TestCase("serviceaccount:stock/other", false)]
    [TestCase("serviceaccount:shop/consumer", false)]
    public async Task A_subject_that_nothing_names_is_told_with_one_that_is_near(string subject, bool isNear)
    {
        using var manifests = new GrantFolder();

        var (_, _, error) = await HarnessProgram.RunAsync(
            ["explain", subject, "POST", "/api/v1/namespaces/shop/services/hello-app/proxy/", "--manifests", manifests.Folder]);

        error.Contains($"no binding names {subject}; did you mean serviceaccount:shop/consumer?", StringComparison.Ordinal)
            .ShouldBe(isNear, error);
    }
}
