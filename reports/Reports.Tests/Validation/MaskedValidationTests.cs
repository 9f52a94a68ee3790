namespace Harness.Reports.Tests.Validation;

/// <summary>Whoever names an object, or writes a finding's reason, may have pasted a token there.</summary>
internal sealed class MaskedValidationTests
{
    private const string Secret = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA";

    [Test]
    public void No_format_shows_a_token([Values] ValidationFormat format)
    {
        var report = SampleValidation.Bad with
        {
            Findings = [.. SampleValidation.Bad.Findings.Select(finding => finding with
            {
                On = $"Role {Secret}",
                Message = $"open to {Secret}",
                Fix = $"remove {Secret}",
            })],
        };

        Rendering.Of(format, report).ShouldNotContain(Secret[..12]);
    }
}
