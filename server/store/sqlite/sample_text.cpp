#include "store/sqlite/sample_text.h"

#include <zdict.h>

#include <vector>

#include "base/check.h"

namespace weft::sqlite {
namespace {

// Names that messages of real clients carry, the commonest last: what stands near the end is cheapest to refer to.
constexpr std::string_view kNames =
    "Sample_temperature_env scanNumber Sample_chemical_formula actualInstrument "
    "TOMOReconstructionPhase_detector_sample_distance SAXS_column_type SAXS_chi2r_error SAXS_rg_avg SAXS_rg_std "
    "SAXS_guinier_points_end SAXS_vc SAXS_mass SAXS_chi2r SAXS_guinier_sigma_rg SAXS_guinier_points_start "
    "SAXS_mass_error SAXS_vc_error TOMOReconstruction_axis_correction_file TOMOReconstruction_preconditioning_filter "
    "TOMOReconstruction_angle_offset TOMOReconstructionPhase_unsharp_coeff "
    "TOMOReconstructionPhase_ctf_advanced_params TOMOReconstructionPhase_unsharp_method "
    "TOMOReconstruction_cor_options TOMOReconstruction_optim_algorithm TOMOReconstructionPhase_ctf_geometry "
    "TOMOReconstruction_translation_movements_file TOMOReconstructionPhase_unsharp_sigma "
    "InstrumentDetector01_distance Sample_description SampleChanger_position "
    "InstrumentBeam_horizontal_incident_beam_divergence MX_characterisation_id SampleTrackingParcel_name "
    "MX_position_id SampleTrackingParcel_id InstrumentSource_name SampleTrackingContainer_type "
    "InstrumentBeam_final_polarization SampleTrackingContainer_id InstrumentDetector01_type "
    "SampleTrackingContainer_capacity SampleTrackingContainer_position "
    "InstrumentBeam_vertical_incident_beam_divergence MXAutoprocIntegration_fit_to_line_slope is_favorable "
    "MXAutoprocIntegration_fit_to_line_stdv MXAutoprocIntegration_fit_to_line_r2 "
    "MXAutoprocIntegrationScaling_outer_mean_I_over_sigI MXAutoprocIntegrationScaling_outer_resolution_limit_high "
    "MXAutoprocIntegrationScaling_outer_r_pim_all_IPlus_IMinus MXAutoprocIntegrationScaling_outer_completeness "
    "MXAutoprocIntegrationScaling_overall_resolution_limit_low MXAutoprocIntegrationScaling_outer_cc_half "
    "MXAutoprocIntegrationScaling_outer_anomalous_multiplicity "
    "MXAutoprocIntegrationScaling_overall_r_meas_all_IPlus_IMinus "
    "MXAutoprocIntegrationScaling_outer_anomalous_completeness "
    "MXAutoprocIntegrationScaling_overall_anomalous_multiplicity "
    "MXAutoprocIntegrationScaling_inner_resolution_limit_low "
    "MXAutoprocIntegrationScaling_overall_anomalous_completeness MXAutoprocIntegrationScaling_outer_r_merge "
    "MXAutoprocIntegration_cell_alpha MXAutoprocIntegrationScaling_outer_resolution_limit_low "
    "MXAutoprocIntegrationScaling_inner_completeness MXAutoprocIntegrationScaling_inner_r_merge "
    "MXAutoprocIntegrationScaling_inner_mean_I_over_sigI MXAutoprocIntegrationScaling_inner_r_pim_within_IPlus_IMinus "
    "MXAutoprocIntegrationScaling_inner_r_pim_all_IPlus_IMinus "
    "MXAutoprocIntegrationScaling_inner_anomalous_multiplicity MXAutoprocIntegrationScaling_overall_mean_I_over_sigI "
    "MXAutoprocIntegration_cell_gamma MXAutoprocIntegrationScaling_overall_multiplicity "
    "MXAutoprocIntegrationScaling_overall_r_merge MXAutoprocIntegrationScaling_outer_multiplicity "
    "MXAutoprocIntegrationScaling_inner_resolution_limit_high "
    "MXAutoprocIntegrationScaling_outer_r_meas_all_IPlus_IMinus MXAutoprocIntegrationScaling_inner_multiplicity "
    "MXAutoprocIntegrationScaling_outer_r_pim_within_IPlus_IMinus MXAutoprocIntegrationScaling_inner_cc_half "
    "MXAutoprocIntegrationScaling_inner_anomalous_completeness MXAutoprocIntegration_cell_beta "
    "MXAutoprocIntegrationScaling_overall_completeness MXAutoprocIntegrationScaling_inner_r_meas_all_IPlus_IMinus "
    "MXAutoprocIntegrationScaling_overall_r_pim_all_IPlus_IMinus TOMOAcquisition_exposure_time "
    "TOMOAcquisitionZseries_z_n_steps TOMOAcquisition_flat_on TOMOAcquisition_magnification TOMOAcquisition_energy "
    "TOMOAcquisition_scan_type TOMOAcquisition_half_acquisition TOMOAcquisition_technique TOMOAcquisition_scan_range "
    "TOMOAcquisition_flat_n TOMOAcquisition_srcur_stop TOMOAcquisition_source_sample_distance "
    "TOMOAcquisition_start_angle TOMOAcquisition_sample_pixel_size TOMOAcquisitionZseries_z_mot "
    "TOMOAcquisition_camera_pixel_size TOMOAcquisition_sample_detector_distance TOMOAcquisition_proj_n "
    "TOMOAcquisition_scintillator TOMOAcquisition_srcur_start TOMOAcquisition_dark_n EM_tilt_angle EM_sampling_rate "
    "EM_magnification EM_images_count EM_grid_name EM_spherical_aberration EM_amplitude_contrast EM_dose_initial "
    "EM_voltage EM_dose_per_frame EM_protein_acronym Notes_note_00 EMMotionCorrection_frame_dose "
    "EMMotionCorrection_average_motion EMMotionCorrection_total_motion EMMotionCorrection_frame_range "
    "EMMotionCorrection_total_dose SAXS_guinier_points EMCTF_correlation EMCTF_defocus_u EMCTF_resolution_limit "
    "EMCTF_defocus_v EMCTF_angle TOMO_darkN TOMO_accExposureTime TOMO_ZStart TOMO_ZDelta TOMO_start_angle TOMO_refN "
    "TOMO_pixelSize TOMO_detectorDistance TOMO_scanRange sample_name TOMO_projN MX_wavelength SampleProtein_name "
    "MX_oscillationStart MX_aperture MX_motors_value MXAutoprocIntegration_anomalous flag empty SAXS_experimentTypo "
    "endTime matrix MyBeamline_gizmo blank TOMOReconstructionPhase_method TOMOReconstructionPhase_delta_beta "
    "TOMOReconstructionPhase_padding_type investigationId SAXS_porod_volume SAXS_d_max SAXS_guinier_i0 SAXS_rg "
    "SAXS_guinier_rg InstrumentMonochromator_wavelength MX_scanType MX_oscillationRange MX_beamSizeAtSampleX "
    "InstrumentDetector01_beam_center_x MX_fluxEnd MX_xBeam InstrumentDetector01_model MX_oscillationOverlap "
    "MX_kappa_settings_id MX_directory Workflow_name MX_beamSizeAtSampleY SampleProtein_acronym "
    "InstrumentCryostat01_value MX_exposureTime MX_flux MX_axis_start MX_dataCollectionId MX_motors_name MX_template "
    "InstrumentMonochromatorCrystal_type InstrumentDetector01_beam_center_y InstrumentSource_mode MX_startImageNumber "
    "MX_beamShape MX_resolution_at_corner MX_numberOfImages InstrumentDetector01_manufacturer MX_resolution "
    "MX_detectorDistance Workflow_id MX_axis_end MX_transmission MX_yBeam MX_rotation_axis "
    "MXAutoprocIntegration_cell_b MXAutoprocIntegrationScaling_overall_cc_half MXAutoprocIntegration_cell_c "
    "MXAutoprocIntegrationScaling_overall_resolution_limit_high MXAutoprocIntegration_cell_a "
    "MXAutoprocIntegration_space_group SAXS_diode_currents SAXS_timePerFrame SAXS_beam_center_x "
    "SAXS_detector_distance SAXS_maskFile SAXS_numberFrames SAXS_normalisation SAXS_pixelSizeY SAXS_frames_averaged "
    "SAXS_pixelSizeX SAXS_beam_center_y SAXS_waveLength SAXS_experiment_type TOMOReconstruction_start_y "
    "TOMOReconstruction_clip_outer_circle TOMOReconstruction_start_x TOMOReconstruction_fbp_filter_type "
    "TOMOReconstruction_angles_file TOMOReconstruction_rotation_axis_position TOMOReconstruction_end_y "
    "TOMOReconstruction_fbp_filter_cutoff TOMOReconstruction_start_z TOMOReconstruction_centered_axis "
    "TOMOReconstruction_enable_halftomo TOMOReconstruction_voxel_size_y TOMOReconstruction_voxel_size_z "
    "TOMOReconstruction_padding_type TOMOReconstruction_end_x TOMOReconstruction_method TOMOReconstruction_end_z "
    "TOMOReconstruction_voxel_size_x TOMO_x_pixel_n TOMO_y_pixel_n SAXS_experimentType group_by "
    "InstrumentMonochromator_energy InstrumentSource_current Process_program Workflow_type SAXS_exposure_temperature "
    "SAXS_storage_temperature SAXS_concentration SAXS_code SAXS_comments technique_pid technique_pid_esrfet_version "
    "scanType complete beamlineID proposal location definition datasetName input_datasets machine software endDate "
    "startDate Sample_name ";

constexpr std::string_view kWords =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tns:investigation xmlns:tns=\"http://www.esrf.fr/icat\">"
    "<tns:experiment>mx</tns:experiment></tns:investigation>"
    "https://w3id.org/PaN/ESRFET#XRPD tomography SAXS MX scan acquisition processed datacollection integration "
    "RAW_DATA PROCESSED_DATA SCRIPTS gallery pyicat-plus_v software true false None .000000+01:00 .000000+02:00 "
    "/data/visitor/mx2485/id30a3/2025 /data/visitor/ma5000/id11/2024 /data/visitor/ls3000/bm29/2023 "
    "/data/visitor/mx2484/cm01/2024 /data/visitor/md1000/bm18/2026 http://w3id.org/ 0.0 1.0 -1.0 1e-10 ";

constexpr std::string_view kMessageFrame =
    "</tns:value></tns:parameter></tns:dataset>"
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tns:dataset xmlns:tns=\"http://www.esrf.fr/icat\" complete=\"true\">"
    "<tns:investigation>mx2485</tns:investigation><tns:instrument>id30a-3</tns:instrument><tns:name>run_01</tns:name>"
    "<tns:location>/data/visitor/mx2485/id30a3/20250118/RAW_DATA/</tns:location><tns:startDate>2025-01-18T21:03:11"
    "</tns:startDate><tns:endDate>2025-01-18T21:03:27</tns:endDate><tns:sample><tns:name>sample</tns:name>"
    "</tns:sample><tns:parameter><tns:name>";

constexpr std::string_view kDocumentFrame =
    "{\"sample_parameters\":[],\"sample_type\":\"\",\"comment\":\"\"}"
    "{\"proposal\":\"mx2485\",\"instrument\":\"id30a3\",\"location\":\"/data/visitor/\",\"name\":\"\","
    "\"start\":\"2025-01-18T21:03:11\",\"end\":\"2025-01-18T21:03:27\",\"sample\":\"sample\",\"parameters\":[\"";

template <class Use>
void for_each_name(Use&& use) {
  std::string_view rest = kNames;
  for (std::size_t end = rest.find(' '); end != rest.npos; end = rest.find(' ')) {
    use(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

constexpr std::string_view kJsonFrame =
    "{\"type\":\"dataset\",\"proposal\":\"mx2485\",\"instrument\":\"id30a3\",\"location\":\"/data/visitor/mx2485/"
    "id30a3/2025"
    "\",\"name\":\"run_01\",\"datasetType\":\"processed\",\"startDate\":\"2025-01-18T21:03:11+01:00\",\"endDate\":"
    "\"2025-01-18T"
    "21:03:27+01:00\",\"sample\":{\"name\":\"sample\"},\"inputs\":[\"/data/visitor/\",{\"path\":\"/data/visitor/\"}],"
    "\"parameters\":{\"";

// What a message of about thirty parameters looks like in each form: enough to count how often which letter stands. The
// numbers are any numbers, always the same.
class Samples {
 public:
  Samples() {
    for_each_name([&](std::string_view name) { names_.push_back(name); });
    for (int i = 0; i < 100; ++i) {
      add(kJsonFrame, "\":\"", "\",\"", "\"}}");
      add(kDocumentFrame, "\",\"", "\",\"", "\"]}");
      add(kMessageFrame, "</tns:name><tns:value>", "</tns:value></tns:parameter><tns:parameter><tns:name>",
          "</tns:value></tns:parameter></tns:dataset>");
    }
  }
  std::string text;
  std::vector<std::size_t> sizes;

 private:
  void add(std::string_view frame, std::string_view between, std::string_view after, std::string_view end) {
    const auto before = text.size();
    text.append(frame);
    for (int i = 0; i < 30; ++i) {
      text.append(i ? after : "").append(names_[any() % names_.size()]).append(between);
      text.append(std::to_string(any() % 1000)).append(i % 3 ? "." + std::to_string(any() % 100000) : "");
    }
    text.append(end);
    sizes.push_back(text.size() - before);
  }
  std::size_t any() { return (state_ = state_ * 6364136223846793005u + 1442695040888963407u) >> 40; }

  std::vector<std::string_view> names_;
  std::uint64_t state_ = 1;
};

}  // namespace

std::string dictionary_text() {
  const std::string content = sample_text();
  const Samples samples;
  std::string dictionary(content.size() + (std::size_t{16} << 10), '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = 1;
  const auto size = ZDICT_finalizeDictionary(dictionary.data(), dictionary.size(), content.data(), content.size(),
                                             samples.text.data(), samples.sizes.data(),
                                             static_cast<unsigned>(samples.sizes.size()), parameters);
  CHECK(!ZDICT_isError(size), "zstd makes no dictionary of the sample text");
  dictionary.resize(size);
  return dictionary;
}

std::string sample_text() {
  std::string text(kWords);
  for_each_name([&](std::string_view name) { text.append("\",\"").append(name).append("\",\""); });
  for_each_name([&](std::string_view name) { text.append("\",\"").append(name).append("\":\""); });
  text.append(kDocumentFrame).append(kJsonFrame);
  for_each_name([&](std::string_view name) {
    text.append("</tns:value></tns:parameter><tns:parameter><tns:name>").append(name).append("</tns:name><tns:value>");
  });
  return text.append(kMessageFrame);
}

}  // namespace weft::sqlite
