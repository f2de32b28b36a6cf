#include "synth/parameters.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "synth/draw.h"

namespace weft {
namespace {

using Kind = SynthParameter::Kind;
using List = std::vector<SynthParameter>;
constexpr Per kDataset = Per::dataset, kCollection = Per::collection, kInvestigation = Per::investigation,
              kInstrument = Per::instrument;

SynthParameter pick(std::string_view name, int share, Per per, std::vector<std::string_view> values) {
  return {name, share, per, Kind::pick, std::move(values)};
}
SynthParameter number(std::string_view name, int share, Per per, double low, double high, int decimals,
                      std::string_view unit = {}) {
  return {name, share, per, Kind::number, {}, low, high, decimals, unit};
}
SynthParameter spread(std::string_view name, int share, Per per, double low, double high, int decimals,
                      std::string_view unit = {}) {
  return {name, share, per, Kind::spread, {}, low, high, decimals, unit};
}
SynthParameter words(std::string_view name, int share, std::vector<std::string_view> values) {
  return {name, share, kDataset, Kind::words, std::move(values)};
}
SynthParameter file(std::string_view name, int share, std::string_view ending) {
  return {name, share, kDataset, Kind::file, {ending}};
}
SynthParameter code(std::string_view name, int share, Per per, std::string_view beginning) {
  return {name, share, per, Kind::code, {beginning}};
}

List instrument_parameters() {
  return {
      number("InstrumentSource_current", 90, kDataset, 32, 200, 2, "mA"),
      pick("InstrumentSource_mode", 70, kInvestigation, {"7/8 multibunch", "uniform", "16 bunch", "4 bunch", "hybrid"}),
      number("InstrumentMonochromator_energy", 80, kCollection, 6, 80, 3, "keV"),
      number("InstrumentMonochromator_wavelength", 40, kCollection, 0.15, 2.1, 4, "Å"),
      pick("InstrumentMonochromatorCrystal_type", 30, kInstrument, {"Si", "Ge", "multilayer"}),
      pick("InstrumentDetector01_name", 60, kInstrument, {"pilatus", "eiger", "pcoedge", "mpx", "frelon", "maxipix"}),
      pick("InstrumentDetector01_model", 80, kInstrument,
           {"EIGER2 X 16M", "PILATUS3 2M", "EIGER2 X 9M", "PCO.edge 4.2", "PILATUS3 X CdTe 2M", "JUNGFRAU 4M",
            "FReLoN 2k", "MAXIPIX", "Lambda 750k", "RAYONIX MX170-HS", "EIGER2 X 4M", "Iris 15"}),
      pick("InstrumentDetector01_manufacturer", 35, kInstrument,
           {"Dectris", "PCO", "ESRF", "PSI", "X-Spectrum", "Teledyne Photometrics"}),
      number("InstrumentDetector01_beam_center_x", 25, kCollection, 0.02, 0.3, 4, "m"),
      number("InstrumentDetector01_beam_center_y", 25, kCollection, 0.02, 0.3, 4, "m"),
      number("InstrumentDetector01_threshold_energy", 15, kCollection, 3, 40, 2, "keV"),
      pick("InstrumentDetector01_acquisition_mode", 20, kCollection, {"SINGLE", "ACCUMULATION", "CONCATENATION"}),
      number("InstrumentDetector01_frame_time", 15, kCollection, 0.002, 1, 3, "s"),
      pick("InstrumentDetector02_name", 10, kInstrument, {"xia", "falconx", "basler", "mca"}),
      number("InstrumentSlitPrimary_vertical_gap", 20, kCollection, 0.05, 4, 3),
      number("InstrumentSlitPrimary_horizontal_gap", 20, kCollection, 0.05, 4, 3),
      number("InstrumentSlitSecondary_vertical_gap", 14, kCollection, 0.01, 2, 3),
      number("InstrumentSlitSecondary_horizontal_gap", 14, kCollection, 0.01, 2, 3),
      pick("InstrumentInsertionDevice_gap_name", 30, kInstrument, {"u27b", "u35a u35b", "u21m", "w150", "u18 u32c"}),
      pick("InstrumentInsertionDevice_gap_value", 30, kCollection,
           {"11.2", "20.05 200.0", "14.37", "200.0", "6.5 12.8", "9.99"}),
      pick("InstrumentAttenuator01_status", 12, kDataset, {"OUT", "Al 0.5mm", "Cu 0.1mm", "C 1mm"}),
      number("InstrumentAttenuator01_thickness", 8, kDataset, 0, 12, 1, "mm"),
      spread("InstrumentBeam_flux", 15, kDataset, 1e8, 1e14, 0, "photons/s"),
      pick("InstrumentPositioners_name", 25, kInstrument,
           {"srot sx sy sz", "phi kappa omega", "th tth chi phi", "xc yc zc", "samx samy samz"}),
      pick("SampleEnvironment_name", 10, kInvestigation, {"cryostream", "furnace", "DAC", "capillary spinner", "air"}),
      number("InstrumentCryostat01_value", 8, kDataset, 4, 310, 1, "K"),
      pick("scan_description", 6, kDataset, {"dmesh", "loopscan", "fscan", "ascan", "amesh", "timescan"}),
      number("scanNumber", 20, kDataset, 1, 400, 0),
      pick("actualInstrument", 1, kInstrument, {"id30b", "id23-2", "bm29"}),
      number("investigationId", 3, kInvestigation, 100000, 999999, 0),
      pick("group_by", 8, kCollection, {"Workflow_id", "MX_position_id", "Workflow_id,MX_position_id"}),
      words("Notes_note_00", 2, {"realigned", "beam lost", "repeat", "good", "à refaire", "ice ring", "test"}),
  };
}

List process_parameters() {
  return {
      pick("Process_version", 55, kInvestigation, {"1.0.5", "20220205", "2.1.0", "0.9.1", "20191211", "2023.1", "1.1"}),
      number("Process_sequence_index", 30, kDataset, 1, 4, 0),
      pick("Workflow_name", 40, kInvestigation, {"autoprocessing", "MXPress A", "nabu slice", "dahu", "ewoks xrpd"}),
      code("Workflow_id", 60, kCollection, "wf-"),
      pick("Workflow_type", 35, kCollection, {"slices", "autoprocessing", "projections", "X-centring", "online"}),
      pick("Workflow_status", 25, kDataset, {"finished", "failed", "finished", "started"}),
      words("Process_note", 4, {"second pass", "other cell", "bad pixels masked", "β-version", "low signal"}),
      pick("is_favorable", 3, kDataset, {"True", "False"}),
      pick("pipeline_host", 12, kDataset, {"hpc7-0101", "hpc7-0215", "p9-04", "gpid16a", "hpc6-1902"}),
  };
}

List mx_raw() {
  return {
      pick("MX_beamShape", 60, kInstrument, {"ellipse", "rectangular"}),
      spread("MX_beamSizeAtSampleX", 80, kCollection, 0.005, 0.2, 3, "mm"),
      spread("MX_beamSizeAtSampleY", 80, kCollection, 0.005, 0.2, 3, "mm"),
      code("MX_dataCollectionId", 50, kDataset, ""),
      number("MX_detectorDistance", 90, kCollection, 90, 800, 2, "mm"),
      file("MX_directory", 30, ""),
      spread("MX_exposureTime", 90, kCollection, 0.001, 1, 4, "s"),
      spread("MX_flux", 70, kDataset, 1e9, 1e13, 0, "ph/s"),
      spread("MX_fluxEnd", 40, kDataset, 1e9, 1e13, 0, "ph/s"),
      pick("MX_motors_name", 40, kInstrument, {"phi kappa kappa_phi sampx sampy phiy", "omega,phi,kappa", "phi sampx"}),
      pick("MX_motors_value", 40, kDataset, {"0.0 0.0 90.1 -0.21 0.33 1.2", "12.5,0.0,45.0", "90.0 0.1", "180.0 0.0"}),
      pick("MX_numberOfImages", 90, kDataset, {"3600", "1800", "900", "4", "100", "200", "7200", "360", "1"}),
      pick("MX_oscillationRange", 85, kCollection, {"0.1", "0.05", "0.2", "1.0", "0.5", "0.15"}),
      number("MX_oscillationStart", 60, kDataset, 0, 360, 1, "deg"),
      spread("MX_resolution", 90, kCollection, 0.9, 6, 2, "Å"),
      spread("MX_resolution_at_corner", 30, kCollection, 0.7, 5, 2, "Å"),
      pick("MX_startImageNumber", 50, kDataset, {"1", "1001", "2001"}),
      pick("MX_transmission", 80, kDataset, {"100.0", "50.0", "10.0", "5.2", "20.0", "2.5", "75.0"}),
      number("MX_xBeam", 45, kCollection, 100, 240, 2, "mm"),
      number("MX_yBeam", 45, kCollection, 100, 240, 2, "mm"),
      pick("MX_rotation_axis", 30, kInstrument, {"Omega", "Phi"}),
      number("MX_kappa", 15, kDataset, 0, 240, 1),
      code("MX_position_id", 20, kDataset, "pos-"),
      code("MX_characterisation_id", 12, kCollection, "char-"),
      pick("MX_aperture", 40, kCollection, {"50 um", "30 um", "15 um", "100 um", "A10"}),
      pick("SampleProtein_acronym", 60, kCollection,
           {"lyso", "thau", "ins", "TRPV1", "CDK2", "PTP1B", "mpro", "HSA", "bR", "KRAS", "EGFR", "rhodopsin", "tRNA"}),
      code("SampleTrackingContainer_id", 25, kInvestigation, "ESRF"),
      pick("SampleChanger_position", 25, kCollection, {"1:1", "3:7", "5:10", "11:2", "8:16"}),
  };
}

SynthParameter named(const std::string& name, SynthParameter parameter) {
  static std::map<std::string, int> kept;
  parameter.name = kept.try_emplace(name).first->first;
  return parameter;
}

// edna2's autoPROC: statistics of two shells.
void add_scaling(List& list, const std::string& shell, int share) {
  const auto add = [&](const char* end, SynthParameter parameter) {
    parameter.share = parameter.share * share / 100;
    list.push_back(named("MXAutoprocIntegrationScaling_" + shell + end, std::move(parameter)));
  };
  add("_resolution_limit_low", number("", 100, kDataset, 20, 90, 2, "Å"));
  add("_resolution_limit_high", spread("", 100, kDataset, 0.95, 6, 3, "Å"));
  add("_r_merge", spread("", 100, kDataset, 0.02, 1.8, 3));
  add("_r_meas_within_IPlus_IMinus", spread("", 80, kDataset, 0.02, 1.9, 3));
  add("_r_meas_all_IPlus_IMinus", spread("", 80, kDataset, 0.02, 1.9, 3));
  add("_r_pim_within_IPlus_IMinus", spread("", 70, kDataset, 0.01, 0.9, 3));
  add("_r_pim_all_IPlus_IMinus", spread("", 70, kDataset, 0.01, 0.9, 3));
  add("_n_total_observations", spread("", 90, kDataset, 800, 2e6, 0));
  add("_n_total_unique_observations", spread("", 90, kDataset, 200, 2e5, 0));
  add("_mean_I_over_sigI", spread("", 95, kDataset, 0.8, 40, 1));
  add("_completeness", number("", 95, kDataset, 55, 100, 1, "%"));
  add("_multiplicity", number("", 90, kDataset, 1, 14, 1));
  add("_anomalous_completeness", number("", 60, kDataset, 40, 100, 1, "%"));
  add("_anomalous_multiplicity", number("", 60, kDataset, 1, 8, 1));
  add("_cc_half", number("", 95, kDataset, 0.3, 1, 3));
  add("_ccAno", number("", 45, kDataset, -0.3, 0.9, 3));
  add("_sigAno", number("", 45, kDataset, 0.6, 2, 3));
  add("_anomalous", pick("", 60, kDataset, {"True", "False"}));
}

List mx_integration() {
  List list = {
      pick("Process_program", 100, kDataset,
           {"autoPROC", "XIA2_DIALS", "grenades_fastproc", "EDNA_proc", "XDSAPP", "autoPROC_staraniso", "XIA2_CHEF"}),
      pick("MXAutoprocIntegration_space_group", 95, kCollection,
           {"P 21 21 21", "P 43 21 2", "C 1 2 1", "P 1 21 1", "I 2 3", "P 41 21 2", "R 3 :H", "P 1", "P 31 2 1",
            "I 4 2 2"}),
      number("MXAutoprocIntegration_cell_a", 90, kDataset, 30, 180, 2),
      number("MXAutoprocIntegration_cell_b", 90, kDataset, 30, 180, 2),
      number("MXAutoprocIntegration_cell_c", 90, kDataset, 30, 320, 2),
      pick("MXAutoprocIntegration_cell_alpha", 85, kCollection, {"90.0", "90.0", "88.31"}),
      pick("MXAutoprocIntegration_cell_beta", 85, kCollection, {"90.0", "101.27", "95.4"}),
      pick("MXAutoprocIntegration_cell_gamma", 85, kCollection, {"90.0", "120.0", "91.02"}),
      pick("MXAutoprocIntegration_anomalous", 70, kDataset, {"0", "1"}),
      pick("MXAutoprocIntegration_start_image_number", 60, kDataset, {"1", "2", "1001"}),
      pick("MXAutoprocIntegration_end_image_number", 60, kDataset, {"3600", "1800", "900", "200"}),
      number("MXAutoprocIntegration_detector_distance", 50, kCollection, 90, 800, 2),
      number("MXAutoprocIntegration_beam_x", 40, kCollection, 100, 240, 2),
      number("MXAutoprocIntegration_beam_y", 40, kCollection, 100, 240, 2),
      number("MXAutoprocIntegration_fit_to_line_r2", 5, kDataset, 0.5, 1, 3),
      number("MXAutoprocIntegrationScaling_operational_resolution", 15, kDataset, 1, 5, 2, "Å"),
  };
  add_scaling(list, "overall", 92);
  add_scaling(list, "outer", 52);
  return list;
}

List mx_phasing() {
  return {
      pick("Process_program", 100, kDataset, {"DIMPLE", "MOLREP", "SHELXC/D/E", "CRANK2", "PHASER"}),
      pick("MXMR_step", 60, kDataset, {"PHASING", "REFINEMENT", "PREPARE"}),
      pick("MXMR_space_group", 60, kCollection, {"P 21 21 21", "P 43 21 2", "C 1 2 1", "P 1 21 1"}),
      number("MXMR_max_resolution", 60, kDataset, 1, 4, 2),
      pick("MXMRPhasing_source", 60, kDataset, {"AlphaFold", "PDB", "user"}),
      pick("MXMRPhasing_search_model", 60, kCollection, {"1LYZ", "6LU7", "4HHB", "AF-P00698-F1", "2VB1"}),
      number("MXMRPhasing_best_RFZ", 50, kDataset, 2, 30, 1),
      number("MXMRPhasing_best_TFZ", 50, kDataset, 3, 60, 1),
      number("MXMRPhasing_LLG", 60, kDataset, -50, 9000, 0),
      file("MXMRPhasing_PDB_file", 50, "/phased.pdb"),
      pick("MXSAD_enantiomorph", 20, kDataset, {"original", "inverse"}),
      number("MXSAD_solvent", 20, kDataset, 0.3, 0.75, 2),
      number("MXSAD_residues_count", 18, kDataset, 20, 900, 0),
  };
}

List mx_refinement() {
  return {
      pick("Process_program", 100, kDataset, {"REFMAC5", "BUSTER", "phenix.refine", "PanDDA"}),
      number("MXMRRefinement_R_free", 95, kDataset, 0.16, 0.55, 3),
      number("MXMRRefinement_R_cryst", 95, kDataset, 0.12, 0.5, 3),
      file("MXMRRefinement_PDB_file", 70, "/final.pdb"),
      file("MXMRRefinement_MTZ_file", 70, "/final.mtz"),
      pick("MXMRLigandFitting_ligand_name", 40, kCollection, {"GOL", "ATP", "LIG", "UNL", "HEM", "PEG"}),
      number("MXMRLigandFitting_ligand_FOFC_CC", 40, kDataset, 0.2, 0.95, 3),
      number("MXMRLigandFitting_B_factor", 40, kDataset, 8, 120, 1, "Å²"),
  };
}

List tomo_raw() {
  return {
      pick("TOMO_experiment_type", 40, kInstrument, {"zseries", "fulltomo", "halfturn", "multiturn"}),
      pick("TOMO_scanning_mode", 20, kCollection, {"continuous", "step"}),
      number("TOMO_x_pixel_n", 75, kCollection, 1024, 4096, 0),
      number("TOMO_y_pixel_n", 75, kCollection, 512, 2560, 0),
      spread("TOMO_total_voi_dose", 8, kDataset, 1, 900, 1, "kGy"),
      pick("TOMO_scanRadix", 30, kCollection, {"scan", "HA_", "z0_", "overview"}),
      number("TOMO_propagationDistance", 40, kCollection, 5, 15000, 1, "mm"),
      number("TOMO_zStages", 20, kCollection, 1, 40, 0),
      pick("TOMOAcquisition_technique", 80, kInvestigation, {"fasttomo:full", "fasttomo:half", "zseries", "holotomo"}),
      pick("TOMOAcquisition_proj_n", 95, kCollection, {"3600", "1800", "6000", "2499", "1499", "7200"}),
      pick("TOMOAcquisition_flat_n", 80, kCollection, {"21", "41", "100", "51"}),
      pick("TOMOAcquisition_dark_n", 80, kCollection, {"20", "40", "100"}),
      pick("TOMOAcquisition_start_angle", 70, kCollection, {"0.0", "-90.0", "180.0"}),
      spread("TOMOAcquisition_exposure_time", 95, kCollection, 0.001, 3, 3, "s"),
      number("TOMOAcquisition_sample_detector_distance", 90, kCollection, 3, 12000, 2, "mm"),
      number("TOMOAcquisition_energy", 90, kCollection, 15, 130, 1, "keV"),
      pick("TOMOAcquisition_half_acquisition", 60, kCollection, {"False", "True"}),
      number("TOMOAcquisition_camera_pixel_size", 60, kInstrument, 4, 11, 1, "µm"),
      spread("TOMOAcquisition_sample_pixel_size", 90, kCollection, 0.1, 25, 2, "µm"),
      number("TOMOAcquisition_magnification", 60, kInstrument, 1, 20, 1),
      number("TOMOAcquisition_srcur_start", 60, kDataset, 32, 200, 2, "mA"),
      pick("TOMOAcquisition_scan_range", 85, kCollection, {"360.0", "180.0", "720.0"}),
      pick("TOMOAcquisition_scan_type", 60, kCollection, {"CONTINUOUS", "STEP", "SWEEP"}),
      pick("TOMOAcquisition_optic_name", 70, kInstrument, {"mrtriplemic", "hasselblad", "peter2", "opticspaganin"}),
      pick("TOMOAcquisition_scintillator", 70, kInstrument, {"LuAG500", "LSO10", "GGG23", "LuAG25", "GAGG100"}),
      spread("TOMOAcquisition_duration", 85, kDataset, 20, 20000, 1, "s"),
      words("TOMOAcquisition_comment", 8, {"ring", "moved", "sédiment", "ok", "realign", "dry", "no flat"}),
      number("TOMOAcquisitionZseries_z_start", 25, kDataset, -60, 60, 2, "mm"),
      number("TOMOAcquisitionZseries_z_delta", 25, kCollection, 0.5, 12, 2, "mm"),
  };
}

List tomo_volume() {
  return {
      pick("Process_program", 100, kInstrument, {"nabu", "tomwer", "pyhst2", "savu"}),
      number("TOMOReconstruction_angle_offset", 40, kDataset, -180, 180, 1, "deg"),
      pick("TOMOReconstruction_centered_axis", 50, kCollection, {"1", "0"}),
      pick("TOMOReconstruction_clip_outer_circle", 50, kCollection, {"0", "1"}),
      pick("TOMOReconstruction_enable_halftomo", 60, kCollection, {"0", "1"}),
      number("TOMOReconstruction_end_z", 55, kDataset, 1, 2559, 0),
      number("TOMOReconstruction_start_z", 55, kDataset, 0, 1200, 0),
      number("TOMOReconstruction_fbp_filter_cutoff", 50, kCollection, 0.5, 1, 1),
      pick("TOMOReconstruction_fbp_filter_type", 70, kCollection, {"ramlak", "shepp-logan", "hann", "cosine"}),
      pick("TOMOReconstruction_method", 90, kCollection, {"FBP", "HBP", "cone", "mlem"}),
      number("TOMOReconstruction_rotation_axis_position", 90, kDataset, 500, 2600, 2),
      spread("TOMOReconstruction_voxel_size_x", 90, kCollection, 0.1, 25, 2, "µm"),
      spread("TOMOReconstruction_voxel_size_y", 90, kCollection, 0.1, 25, 2, "µm"),
      spread("TOMOReconstruction_voxel_size_z", 90, kCollection, 0.1, 25, 2, "µm"),
      number("TOMOReconstruction_nb_voxel_x", 70, kCollection, 512, 4096, 0),
      number("TOMOReconstruction_nb_voxel_y", 70, kCollection, 512, 4096, 0),
      number("TOMOReconstruction_nb_voxel_z", 70, kDataset, 1, 2560, 0),
      pick("TOMOReconstructionPhase_method", 75, kCollection, {"paganin", "ctf", "none"}),
      pick("TOMOReconstructionPhase_delta_beta", 70, kCollection, {"100.0", "250.0", "1000.0", "50.0", "500.0"}),
      number("TOMOReconstructionPhase_unsharp_sigma", 40, kCollection, 0, 3, 1),
      number("TOMOReconstructionPhase_detector_sample_distance", 45, kCollection, 3, 12000, 2, "mm"),
  };
}

List tomo_stitching() {
  return {
      pick("Process_program", 100, kInstrument, {"nabu-stitching", "tomwer", "wobbly-stitcher"}),
      number("TOMOReconstruction_nb_voxel_z", 80, kDataset, 2000, 40000, 0),
      spread("TOMOReconstruction_voxel_size_z", 80, kCollection, 0.1, 25, 2, "µm"),
  };
}

List tomo_cast() {
  return {
      pick("Process_program", 100, kInstrument, {"nabu-cast", "jp2-convert"}),
      number("TOMO_min32to16bits", 90, kDataset, -3, 0, 3),
      number("TOMO_max32to16bits", 90, kDataset, 0, 9, 3),
      pick("TOMO_jp2CompressRatio", 60, kCollection, {"10", "20", "5"}),
  };
}

List em_raw() {
  return {
      pick("EM_voltage", 100, kInstrument, {"300000.0", "300", "200000.0"}),
      pick("EM_magnification", 100, kInvestigation, {"33000", "42000", "64000", "105000", "130000"}),
      pick("EM_images_count", 90, kCollection, {"10", "8", "40", "50"}),
      pick("EM_dose_initial", 80, kInvestigation, {"0.0", "1.5"}),
      number("EM_dose_per_frame", 90, kInvestigation, 0.1, 1.5, 2, "e-/Å²"),
      pick("EM_spherical_aberration", 90, kInstrument, {"2.7", "0.01"}),
      pick("EM_amplitude_contrast", 90, kInstrument, {"0.1", "10"}),
      pick("EM_sampling_rate", 95, kInvestigation, {"1.35", "2.12", "0.84", "3.4", "1.053"}),
      number("EM_tilt_angle", 90, kDataset, -60, 60, 1, "deg"),
      pick("EM_grid_name", 80, kCollection, {"g1", "g2", "g3", "grid_α", "Grid 4", "g12"}),
      pick("EM_protein_acronym", 70, kInvestigation, {"apof", "ribo", "TMV", "Nup", "axon", "mito"}),
  };
}

List em_motion() {
  return {
      pick("Process_program", 60, kInstrument, {"MotionCor2", "MotionCor3"}),
      number("EMMotionCorrection_total_motion", 95, kDataset, 0.4, 90, 2),
      number("EMMotionCorrection_average_motion", 95, kDataset, 0.1, 9, 3),
      pick("EMMotionCorrection_frame_range", 90, kCollection, {"1-10", "1-8", "1-40"}),
      pick("EMMotionCorrection_frame_dose", 80, kDataset, {"-1.0", "0.31", "0.5"}),
      pick("EMMotionCorrection_total_dose", 80, kDataset, {"-1.0", "3.1"}),
  };
}

List em_ctf() {
  return {
      pick("Process_program", 60, kInstrument, {"gctf", "CTFFIND4"}),
      spread("EMCTF_resolution_limit", 95, kDataset, 2.6, 25, 2, "Å"),
      number("EMCTF_correlation", 95, kDataset, 0.01, 0.4, 3),
      number("EMCTF_defocus_u", 95, kDataset, 8000, 70000, 1, "Å"),
      number("EMCTF_defocus_v", 95, kDataset, 8000, 70000, 1, "Å"),
      number("EMCTF_angle", 90, kDataset, -90, 90, 2, "deg"),
      number("EMCTF_estimated_b_factor", 60, kDataset, 0, 500, 1, "Å²"),
  };
}

List em_tomogram() {
  return {
      pick("Process_program", 100, kDataset, {"AreTomo", "IMOD", "MemBrain-seg", "cryoCARE"}),
      number("EMReconstruction3D_resolution", 80, kDataset, 3, 40, 1, "Å"),
      number("EMReconstruction3D_n_iterations", 50, kDataset, 1, 30, 0),
      number("EMTomogram_thickness", 50, kDataset, 60, 400, 1),
  };
}

List saxs_common() {
  return {
      pick("SAXS_experimentType", 60, kCollection, {"SC", "HPLC", "static"}),
      number("SAXS_concentration", 85, kCollection, 0, 12, 2, "mg/mL"),
      pick("SAXS_acronym", 80, kCollection, {"BSA", "GI", "buffer", "lyso", "Fab", "IgG", "apoF", "myo"}),
      pick("SAXS_waveLength", 80, kInstrument, {"9.919e-11", "1.0e-10"}),
      number("SAXS_detector_distance", 70, kInvestigation, 1, 3, 4, "m"),
      pick("SAXS_pixelSizeX", 60, kInstrument, {"0.000172", "7.5e-05"}),
      number("SAXS_beam_center_x", 50, kInvestigation, 300, 1100, 2, "px"),
      pick("SAXS_exposure_temperature", 70, kInvestigation, {"20.0", "10.0", "37.0"}),
      pick("SAXS_numberFrames", 70, kCollection, {"10", "100", "1000", "1"}),
      number("SAXS_timePerFrame", 70, kCollection, 0.1, 2, 1, "s"),
      number("SAXS_run_number", 40, kDataset, 1, 60, 0),
      words("SAXS_comments", 10, {"bubble", "5% glycerol", "10 mM DTT", "pH 7.4", "agrégé", "fresh"}),
  };
}

List saxs_result() {
  List list = saxs_common();
  const List more = {
      pick("Process_program", 90, kInstrument, {"dahu", "FreeSAS", "ATSAS"}),
      number("SAXS_guinier_rg", 75, kDataset, 0.8, 9, 2, "nm"),
      pick("SAXS_guinier_points", 45, kDataset, {"8-81", "12-104", "1-55", "20-77"}),
      number("SAXS_guinier_i0", 60, kDataset, 2, 90, 1),
      number("SAXS_rg", 65, kDataset, 0.8, 9, 2, "nm"),
      number("SAXS_d_max", 65, kDataset, 3, 30, 1, "nm"),
      number("SAXS_porod_volume", 55, kDataset, 10, 900, 1, "nm³"),
      pick("SAXS_frames_averaged", 60, kDataset, {"0-10", "10-10", "7-10", "0-100"}),
      number("SAXS_vc", 35, kDataset, 1, 20, 2),
      number("SAXS_mass", 45, kDataset, 5, 700, 1, "kDa"),
      number("SAXS_chi2r", 35, kDataset, 0.5, 5, 3),
  };
  list.insert(list.end(), more.begin(), more.end());
  return list;
}

List powder_raw() {
  return {
      number("HTXRPD_energy", 40, kCollection, 15, 90, 2, "keV"),
      spread("HTXRPD_exposureTime", 40, kCollection, 0.01, 60, 2, "s"),
      number("HTXRPD_distance", 35, kCollection, 100, 1500, 1, "mm"),
      number("HTXRPD_sampleVibration", 10, kDataset, 0, 4, 2),
      number("Sample_temperature", 30, kDataset, 80, 1400, 1, "K"),
      pick("Sample_chemical_formula", 35, kCollection,
           {"LaB6", "CeO2", "LiFePO4", "Si", "BaTiO3", "NMC811", "SrTiO3", "Fe3O4", "TiO2", "α-Al2O3"}),
      number("InstrumentDetector01_distance", 40, kCollection, 0.1, 2, 3, "m"),
      spread("InstrumentBeam_extent", 10, kInstrument, 0.00001, 0.001, 5, "m"),
  };
}

List xrf_raw() {
  return {
      spread("FLUO_pixelSize", 90, kCollection, 0.02, 20, 2, "µm"),
      spread("FLUO_dwellTime", 90, kCollection, 0.005, 2, 3, "s"),
      number("FLUO_scanDim1", 90, kCollection, 10, 900, 0),
      number("FLUO_scanDim2", 90, kCollection, 10, 900, 0),
      number("FLUO_scanRange1", 70, kCollection, 1, 2000, 1, "µm"),
      number("FLUO_scanRange2", 70, kCollection, 1, 2000, 1, "µm"),
      pick("FLUO_scanAxis1", 80, kInstrument, {"sampy", "nny", "sy", "p2"}),
      pick("FLUO_scanAxis2", 80, kInstrument, {"sampz", "nnz", "sz", "p3"}),
      spread("FLUO_i0", 50, kDataset, 1e4, 1e9, 0),
  };
}

List xas_raw() {
  return {
      pick("edge_element", 60, kCollection, {"Fe", "Cu", "Ni", "Co", "Ce", "Mn", "Ti", "Zn", "Pt", "V"}),
      pick("edge_name", 50, kCollection, {"K", "L3", "L2", "M4,5"}),
      number("InstrumentBeam_incident_energy", 70, kCollection, 0.5, 40, 3, "keV"),
      pick("InstrumentMonochromator_name", 50, kInstrument, {"kohzu", "DCM", "polychromator", "CINEL"}),
      number("Sample_thickness", 15, kCollection, 0.01, 2, 2, "mm"),
      pick("Sample_chemical_formula", 40, kCollection, {"Fe2O3", "CuO", "NiFe2O4", "CeO2", "Pt/Al2O3", "V2O5"}),
  };
}

List ptycho_raw() {
  return {
      spread("PTYCHO_beamSize", 80, kCollection, 0.02, 5, 2, "µm"),
      spread("PTYCHO_stepSize", 80, kCollection, 0.01, 3, 2, "µm"),
      number("PTYCHO_focusToDetectorDistance", 80, kCollection, 900, 7000, 1, "mm"),
      spread("PTYCHO_countTime", 85, kCollection, 0.002, 1, 3, "s"),
      number("PTYCHO_refN", 40, kCollection, 1, 50, 0),
      pick("PTYCHO_Axis1_name", 70, kInstrument, {"sy", "py", "dsy"}),
      number("PTYCHO_Axis1_range", 70, kCollection, 1, 60, 1, "µm"),
      pick("PTYCHO_Axis2_name", 70, kInstrument, {"sz", "pz", "dsz"}),
      pick("PTYCHO_propagation", 50, kInstrument, {"nearfield", "farfield"}),
  };
}

List bcdi_raw() {
  return {
      spread("BCDI_beamSizeVertical", 80, kCollection, 0.1, 5, 2, "µm"),
      spread("BCDI_beamSizeHorizontal", 80, kCollection, 0.1, 5, 2, "µm"),
      pick("Sample_chemical_formula", 40, kCollection, {"Pt", "Au", "Si/SiGe", "InGaN", "Ni3Fe"}),
      number("SampleEnvironmentSensors_value", 20, kDataset, 20, 900, 1),
      pick("SampleEnvironmentSensors_name", 20, kInvestigation, {"Tsample", "Tsample,pH", "pressure"}),
  };
}

List scxrd_raw() {
  return {
      number("SCXRD_sample_detector_distance", 90, kCollection, 0.1, 1, 3, "m"),
      number("SCXRD_beam_center_x", 80, kCollection, 200, 1600, 1),
      number("SCXRD_beam_center_y", 80, kCollection, 200, 1600, 1),
      number("SCXRD_wavelength", 90, kCollection, 0.2, 1, 4, "Å"),
      pick("SCXRD_rotation_axis", 60, kInstrument, {"omega", "phi"}),
      number("SCXRD_rotation_range", 80, kDataset, 10, 360, 1, "deg"),
      pick("SCXRD_rotation_step", 80, kCollection, {"0.5", "0.1", "1.0"}),
      spread("SCXRD_exposure_time", 85, kCollection, 0.05, 20, 2, "s"),
      pick("Sample_ub_matrix", 25, kCollection, {"1 0 0 0 1 0 0 0 1", "0.12 0 0.01 0 0.09 0 -0.02 0 0.11"}),
  };
}

List analysis_result() {
  return {
      pick("Process_program", 100, kInvestigation,
           {"pyFAI", "PyMca", "XOCAI", "Larch", "PyNX", "GSAS-II", "TOPAS", "Athena", "darfix", "user script"}),
      number("fit_chi2", 25, kDataset, 0.4, 30, 2),
      number("fit_R_wp", 20, kDataset, 1, 30, 2),
      number("peak_count", 20, kDataset, 1, 80, 0),
      pick("integration_unit", 30, kInvestigation, {"2th_deg", "q_nm^-1", "q_A^-1"}),
      pick("integration_method", 25, kInvestigation, {"csr", "bbox_csr_ocl_gpu", "full_splitpixel"}),
      words("Sample_notes", 5, {"mélange", "phase pure", "impurity 3%", "re-ground", "in 0.5 mm capillary"}),
  };
}

List raw_of(std::string_view family) {
  if (family == "mx") return mx_raw();
  if (family == "tomo") return tomo_raw();
  if (family == "em") return em_raw();
  if (family == "saxs") return saxs_common();
  if (family == "powder") return powder_raw();
  if (family == "xrf") return xrf_raw();
  if (family == "xas") return xas_raw();
  if (family == "ptycho") return ptycho_raw();
  if (family == "bcdi") return bcdi_raw();
  return scxrd_raw();
}

List result_of(std::string_view family, Stage stage) {
  switch (stage) {
    case Stage::integration:
      return mx_integration();
    case Stage::phasing:
      return mx_phasing();
    case Stage::refinement:
      return mx_refinement();
    case Stage::volume:
      return tomo_volume();
    case Stage::stitching:
      return tomo_stitching();
    case Stage::cast:
      return tomo_cast();
    case Stage::motion:
      return em_motion();
    case Stage::ctf:
      return em_ctf();
    case Stage::tomogram:
    case Stage::segmentation:
      return em_tomogram();
    case Stage::azimuthal:
      return family == "saxs" ? saxs_common() : analysis_result();
    case Stage::subtraction:
    case Stage::model:
      return saxs_result();
    default:
      return analysis_result();
  }
}

constexpr int kMore = 157;  // per cent of the shares above: then a dataset has 30 parameters

std::uint64_t topic_of(std::string_view name) {
  std::uint64_t topic = 0;
  for (const char c : name) topic = mixed(topic, static_cast<unsigned char>(c));
  return topic;
}

List make_list(std::string_view family, Stage stage) {
  List list = stage == Stage::raw ? raw_of(family) : result_of(family, stage);
  const List more = stage == Stage::raw ? instrument_parameters() : process_parameters();
  list.insert(list.end(), more.begin(), more.end());
  for (auto& parameter : list) {
    parameter.topic = topic_of(parameter.name);
    parameter.share = std::min(100, parameter.share * kMore / 100);
  }
  return list;
}

using Lists = std::map<std::string_view, std::array<List, kStages>>;

Lists make_lists() {
  Lists lists;
  for (const auto& technique : techniques())
    for (int stage = 0; stage < kStages; ++stage)
      lists[technique.family][static_cast<std::size_t>(stage)] = make_list(technique.family, static_cast<Stage>(stage));
  return lists;
}

}  // namespace

const std::vector<SynthParameter>& parameters_of(std::string_view family, Stage stage) {
  static const Lists lists = make_lists();
  return lists.at(family)[static_cast<std::size_t>(stage)];
}

const std::vector<std::string_view>& animals() {
  static const std::vector<std::string_view> all = {
      "Mus musculus",    "Homo sapiens",  "Lyon",        "Rattus norvegicus", "Danio rerio",      "Drosophila",
      "Bos taurus",      "Gallus gallus", "Sus scrofa",  "C. elegans",        "Xenopus laevis",   "Apis mellifera",
      "Ovis aries",      "Canis lupus",   "Équidé",      "Salmo salar",       "Macaca mulatta",   "Felis catus",
      "Coral",           "Ammonite",      "Trilobite",   "Crocodylus",        "Neanderthal",      "Ursus spelaeus",
      "Mammoth",         "Archaeopteryx", "Pterosaur",   "Helix pomatia",     "Octopus vulgaris", "Sepia",
      "Daphnia",         "Tardigrade",    "Bombyx mori", "Formica rufa",      "Locusta",          "Aedes aegypti",
      "Anopheles",       "Plasmodium",    "Toxoplasma",  "Trypanosoma",       "Loligo",           "Nautilus",
      "Equus caballus",  "Capra hircus",  "Oryctolagus", "Cavia porcellus",   "Meriones",         "Lemur catta",
      "Pan troglodytes", "Gorilla",       "Loxodonta",   "Balaenoptera",      "Delphinus",        "Chiroptera",
      "Talpa",           "Erinaceus",     "Sciurus",     "Marmota",           "Lynx lynx",        "Yak"};
  return all;
}

const std::vector<std::string_view>& sample_stems() {
  static const std::vector<std::string_view> all = {
      "lyso",        "thau",     "insulin",    "TRPV1",       "CDK2",    "PTP1B",    "mpro",    "HSA",      "Fab",
      "KRAS",        "EGFR",     "rhodo",      "NMC811",      "LFP",     "LaB6",     "CeO2",    "Si",       "battery",
      "cathode",     "anode",    "cement",     "basalt",      "olivine", "tooth",    "bone",    "femur",    "brain",
      "kidney",      "lung",     "heart",      "zebrafish",   "embryo",  "amber",    "fossil",  "skull",    "wood",
      "paper",       "pigment",  "papyrus",    "steel",       "alloy",   "Ti64",     "weld",    "foam",     "zeolite",
      "MOF",         "catalyst", "perovskite", "film",        "wafer",   "nanowire", "grain",   "powder",   "glass",
      "melt",        "diamond",  "DAC",        "buffer",      "BSA",     "GI",       "apof",    "ribosome", "TMV",
      "axon",        "mito",     "cell",       "root",        "leaf",    "soil",     "aerosol", "dust",     "meteorite",
      "comet",       "coral",    "shell",      "spider_silk", "hair",    "skin",     "tumour",  "plaque",   "implant",
      "échantillon", "Probe",    "muestra",    "ref",         "std",     "test",     "empty",   "blank",    "calib"};
  return all;
}

}  // namespace weft
